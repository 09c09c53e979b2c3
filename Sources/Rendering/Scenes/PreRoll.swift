/// What a scene out of noise dreams before it is seen, so that it opens fully grown: an opening out of the noise, and then its own
/// first frames, as other dreams than those that are seen.
struct PreRoll {
  /// The frames of the score whose parameters and motion it has.
  let frames: Range<Int>

  /// How long it is at most, in seconds: a dream has its contrast and colours by then.
  private static let longest = 1.0
  /// How much of a scene's work it may be, the opening included.
  private static let share = 0.1

  /// - Parameters:
  ///   - scene: what follows it.
  ///   - rate: frames a second.
  ///   - opening: ascent steps out of noise.
  ///   - iterations: ascent steps of a frame of the score.
  init(before scene: Scene, rate: Double, opening: Int, iterations: (Int) -> Int) {
    let work = scene.life.reduce(0) { $0 + iterations($1) }
    var left = Double(work) * Self.share - Double(opening)
    var end = scene.start
    let limit = min(scene.life.upperBound, scene.start + Int((Self.longest * rate).rounded()))
    while end < limit, left >= Double(iterations(end)) {
      left -= Double(iterations(end))
      end += 1
    }
    frames = scene.start..<end
  }
}
