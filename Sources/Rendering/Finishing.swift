import Mapping
import Media

extension FrameSpool {
  /// A frame as the clip shows it: dissolved out of the scene before where that is still seen, mirrored,
  /// sharpened and graded.
  ///
  /// - Parameter position: the scene's place among those being dreamed.
  func finished(_ frame: Int, of scene: Scene, at position: Int, following score: Score) async throws
    -> Picture
  {
    var picture = try await next(of: position)
    if frame < scene.frames.lowerBound + scene.fadeIn {
      let before = try await next(of: position - 1)
      picture = dissolve(from: before, to: picture, opacity: scene.opacity(at: frame))
    }
    let parameters = score.frames[frame]
    picture = Kaleidoscope(parameters).apply(to: picture)
    picture = Sharpening(parameters).apply(to: picture)
    return Grading(parameters).apply(to: picture)
  }
}
