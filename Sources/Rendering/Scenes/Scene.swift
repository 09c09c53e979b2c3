import Mapping

/// A run of frames that dream on from one another, as far as a clip needs them.
struct Scene: Sendable {
  /// What its dream's seed comes from.
  let seed: Int
  /// The clip's frames in which it is in front, as indices into the score; none where it is only seen under another.
  let frames: Range<Int>
  /// The frames in which it fades in over the scene before; they may begin before the clip does.
  let fadeIn: Range<Int>
  /// Whose parameters it begins with: the frame with its first beat.
  let start: Int
  /// All frames that it is seen in where the whole of it is seen, fading in and out included.
  let life: Range<Int>
  /// The frames it dreams: those of its life up to where the clip ends, from its first, or from where the clip begins.
  let dreamedFrames: Range<Int>
  /// Those of them that the clip shows; what is dreamed before them is thrown away.
  let seen: Range<Int>

  /// How many frames are dreamed and thrown away, so that the first that is seen is as in the whole clip.
  var unseenCount: Int { seen.lowerBound - dreamedFrames.lowerBound }

  /// How much of this scene is seen at a frame: rises over the n frames of `fadeIn`, smoothly at both ends, as
  ///
  ///     t² (3 - 2t),   t = (frame - first + 1) / (n + 1), within 0...1
  ///
  /// The first frame shows some of the new scene already, and the one after the last nothing else.
  func opacity(at frame: Int) -> Float {
    let position = Float(frame - fadeIn.lowerBound + 1) / Float(fadeIn.count + 1)
    let t = min(1, max(0, position))
    return t * t * (3 - 2 * t)
  }

  /// What of the score's scenes is seen in `excerpt`, in order.
  ///
  /// - Parameter isQuick: whether nothing is dreamed that isn't seen: then the scene that the excerpt begins in begins with it,
  ///   and is another dream than in the whole clip.
  static func scenes(of score: Score, within excerpt: Range<Int>, isQuick: Bool = false) -> [Scene] {
    score.scenes.indices.compactMap { number in
      let scene = score.scenes[number]
      let frames = scene.frames.clamped(to: excerpt)
      var fadeIn = number > 0 ? scene.fadeIn : scene.frames.lowerBound..<scene.frames.lowerBound
      var end = scene.frames.upperBound
      if number + 1 < score.scenes.count {
        let next = score.scenes[number + 1].fadeIn
        // In a quick excerpt the first scene begins hard; the one before isn't seen.
        if !isQuick || next.lowerBound >= excerpt.lowerBound { end = max(end, next.upperBound) }
      }
      let life = min(scene.frames.lowerBound, fadeIn.lowerBound)..<min(end, score.frames.count)
      let seen = life.clamped(to: excerpt)
      guard !seen.isEmpty else { return nil }
      if isQuick, frames.contains(excerpt.lowerBound), fadeIn.lowerBound < excerpt.lowerBound {
        fadeIn = excerpt.lowerBound..<excerpt.lowerBound
      }
      let first = isQuick ? seen.lowerBound : life.lowerBound
      return Scene(
        seed: scene.seed, frames: frames, fadeIn: fadeIn, start: max(scene.frames.lowerBound, first),
        life: life,
        dreamedFrames: first..<seen.upperBound, seen: seen)
    }
  }
}
