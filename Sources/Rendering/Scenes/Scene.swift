import Mapping

/// A run of frames that dream on from one another, with the frames it lives on under its successor.
struct Scene: Sendable {
  /// Which of the whole song's scenes this is: its dream's seed comes from it.
  let number: Int
  /// The frames it is in front, as indices into the score.
  let frames: Range<Int>
  /// From `frames.lowerBound` on, how many frames fade in over the scene before; 0 for the first.
  let fadeIn: Int
  /// Frames after `frames` that it dreams on, while the next scene fades in.
  let fadeOut: Int

  /// All the frames it dreams.
  var dreamedFrames: Range<Int> { frames.lowerBound..<(frames.upperBound + fadeOut) }

  /// How much of this scene is seen at a frame: rises to 1 over `fadeIn` frames, smoothly at both ends, as
  ///
  ///     t² (3 - 2t),   t = (frame - first + 1) / (fadeIn + 1), within 0...1
  ///
  /// The first frame shows some of the new scene already, so that it begins with the music.
  func opacity(at frame: Int) -> Float {
    let position = Float(frame - frames.lowerBound + 1) / Float(fadeIn + 1)
    let t = min(1, max(0, position))
    return t * t * (3 - 2 * t)
  }

  /// The score's scenes, cut to `excerpt`, in order.
  static func scenes(of score: Score, within excerpt: Range<Int>) -> [Scene] {
    let runs = score.scenes.enumerated()
      .map { (number: $0.offset, frames: $0.element.clamped(to: excerpt)) }
      .filter { !$0.frames.isEmpty }
    func fade(into index: Int) -> Int {
      guard runs.indices.contains(index), index > 0 else { return 0 }
      return min(score.dissolves[runs[index].number], runs[index].frames.count)
    }
    return runs.enumerated().map { index, run in
      Scene(
        number: run.number, frames: run.frames, fadeIn: fade(into: index), fadeOut: fade(into: index + 1))
    }
  }
}
