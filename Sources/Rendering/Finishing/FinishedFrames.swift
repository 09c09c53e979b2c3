import Mapping
import Media

/// A performance's frames as the clip shows them.
struct FinishedFrames {
  let score: Score
  /// `[scene]`, in order; the spool numbers them alike.
  let scenes: [Scene]
  let cover: Cover?
  let overlay: Overlay?
  let spool: FrameSpool

  /// The next frame, as soon as it is dreamed: dissolved out of the scene before where that is still seen, laid over
  /// its footage, mirrored, sharpened, graded, and with the overlay on top.
  ///
  /// - Parameter frame: its place in the score; ask for each of the excerpt's once, in order.
  func next(_ frame: Int) async throws -> Picture {
    guard let position = scenes.firstIndex(where: { $0.frames.contains(frame) }) else {
      preconditionFailure("scenes cover the excerpt")
    }
    let scene = scenes[position]
    var picture = try await spool.next(of: position)
    if frame < scene.frames.lowerBound + scene.fadeIn {
      let before = try await spool.next(of: position - 1)
      picture = dissolve(from: before, to: picture, opacity: scene.opacity(at: frame))
    }
    let parameters = score.frames[frame]
    if let cover { picture = try cover.lay(picture, at: frame, parameters) }
    picture = Kaleidoscope(parameters).apply(to: picture)
    picture = Sharpening(parameters).apply(to: picture)
    picture = Grading(parameters).apply(to: picture)
    return overlay?.draw(over: picture, frame: frame) ?? picture
  }
}
