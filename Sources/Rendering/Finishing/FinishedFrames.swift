import Mapping
import Media

/// A performance's frames as the clip shows them.
struct FinishedFrames {
  let score: Score
  /// `[scene]`, in order; the spool numbers them alike.
  let scenes: [Scene]
  let cover: Cover?
  let overlay: Overlay?
  let fades: Fades
  /// Of the finished frames.
  let depth: BitDepth
  let spool: FrameSpool

  /// The next frame, as soon as it is dreamed: dissolved out of the scene before where that is still seen, laid over its
  /// footage, mirrored, sharpened, graded and faded in floats, then rounded, and with the overlay on top.
  ///
  /// - Parameter frame: its place in the score; ask for each of the excerpt's once, in order.
  func next(_ frame: Int) async throws -> Frame {
    guard let position = scenes.firstIndex(where: { $0.frames.contains(frame) }) else {
      preconditionFailure("scenes cover the excerpt")
    }
    var finished = try await dissolved(frame, at: position)
    let parameters = score.frames[frame]
    try cover?.lay(&finished, at: frame, parameters)
    Kaleidoscope(parameters).apply(to: &finished)
    Sharpening(parameters).apply(to: &finished)
    Grading(parameters).apply(to: &finished)
    fades.apply(to: &finished, at: frame)
    let rounded = finished.rounded(to: depth)
    guard let overlay else { return rounded }
    return rounded.drawnOver { overlay.draw(over: $0, frame: frame) }
  }

  /// The dream that is in front, with the one before that fades out under it, or the next that fades in over it.
  private func dissolved(_ frame: Int, at position: Int) async throws -> FloatFrame {
    let scene = scenes[position]
    let picture = try await spool.next(of: position)
    if scene.fadeIn.contains(frame) {
      var dissolved = FloatFrame(picture)
      dissolved.dissolve(from: try await spool.next(of: position - 1), opacity: scene.opacity(at: frame))
      return dissolved
    }
    if scenes.indices.contains(position + 1), case let next = scenes[position + 1],
      next.fadeIn.contains(frame)
    {
      var dissolved = FloatFrame(try await spool.next(of: position + 1))
      dissolved.dissolve(from: picture, opacity: next.opacity(at: frame))
      return dissolved
    }
    return FloatFrame(picture)
  }
}
