import Mapping
import Media

/// A performance's frames as the clip shows them.
struct FinishedFrames {
  let score: Score
  /// `[scene]`, in order; the spool numbers them alike.
  let scenes: [Scene]
  let cover: Cover?
  let overlay: Overlay?
  /// Of the finished frames.
  let depth: BitDepth
  let spool: FrameSpool

  /// The next frame, as soon as it is dreamed: dissolved out of the scene before where that is still seen, laid over its
  /// footage, mirrored, sharpened and graded in floats, then rounded, and with the overlay on top.
  ///
  /// - Parameter frame: its place in the score; ask for each of the excerpt's once, in order.
  func next(_ frame: Int) async throws -> Frame {
    guard let position = scenes.firstIndex(where: { $0.frames.contains(frame) }) else {
      preconditionFailure("scenes cover the excerpt")
    }
    let scene = scenes[position]
    var finished = FloatFrame(try await spool.next(of: position))
    if frame < scene.frames.lowerBound + scene.fadeIn {
      finished.dissolve(
        from: try await spool.next(of: position - 1), opacity: scene.opacity(at: frame))
    }
    let parameters = score.frames[frame]
    try cover?.lay(&finished, at: frame, parameters)
    Kaleidoscope(parameters).apply(to: &finished)
    Sharpening(parameters).apply(to: &finished)
    Grading(parameters).apply(to: &finished)
    let rounded = finished.rounded(to: depth)
    guard let overlay else { return rounded }
    return rounded.drawnOver { overlay.draw(over: $0, frame: frame) }
  }
}
