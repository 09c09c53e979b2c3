import Foundation

/// What the beat network says at each frame, as scores: logarithms of odds.
struct BeatActivations {
  /// For a beat here: `[frame]`.
  var beat: [Float]
  /// For a beat here, if there is one, to be a downbeat, and not to be one: `[frame]`.
  var downbeat: [Float]
  var upbeat: [Float]

  /// Downbeats among beats that have been heard: what says nothing.
  private static let usualShare: Float = 0.26

  /// Takes beat and downbeat of logits `[row][output]`, two frames a row, and puts a frame between each two rows.
  ///
  ///     share = p(downbeat) / p(beat),  downbeat = ln(share / usual share),  upbeat = ln((1 - share) / (1 - usual share))
  init(logits: FrameSeries, frameCount: Int) {
    func logit(_ frame: Int, _ output: Int) -> Float {
      let row = min(logits.row(of: frame), logits.count - 1)
      let here = logits[row: row, output]
      guard frame % 2 == 1, row + 1 < logits.count else { return here }
      return (here + logits[row: row + 1, output]) / 2
    }
    (beat, downbeat, upbeat) = ([], [], [])
    for frame in 0..<(logits.count > 0 ? frameCount : 0) {
      beat.append(logit(frame, 0))
      let share = min(max(Self.chance(logit(frame, 1)) / Self.chance(logit(frame, 0)), 0.02), 0.98)
      downbeat.append(log(share / Self.usualShare))
      upbeat.append(log((1 - share) / (1 - Self.usualShare)))
    }
  }

  /// A stretch of them.
  subscript(frames: Range<Int>) -> BeatActivations {
    var part = self
    (part.beat, part.downbeat, part.upbeat) = (
      Array(beat[frames]), Array(downbeat[frames]), Array(upbeat[frames])
    )
    return part
  }

  /// The same behind `frames` in which there is no beat.
  func delayed(by frames: Int) -> BeatActivations {
    let nothing = [Float](repeating: 0, count: frames)
    var delayed = self
    delayed.beat = [Float](repeating: -.infinity, count: frames) + beat
    delayed.downbeat = nothing + downbeat
    delayed.upbeat = nothing + upbeat
    return delayed
  }

  /// The probability that a logit stands for: 1 / (1 + exp(-logit)).
  static func chance(_ logit: Float) -> Float { 1 / (1 + exp(-logit)) }
}
