import Foundation

/// Curves that follow another, or run by themselves.
extension Evaluator {
  /// A one-pole follower: of each step it has taken 63 % after `attack` seconds upward, `release` downward; at
  /// once where that is 0. It begins at the curve's first value, and waits where that is not a number.
  func smooth(_ x: Curve, attack: Curve, release: Curve) -> Curve {
    guard case .frames(let values) = x else { return x }
    var level = values.first { $0.isFinite } ?? 0
    let coefficients = (coefficient(attack), coefficient(release))
    return .frames(
      values.indices.map { frame in
        let target = values[frame]
        guard target.isFinite else { return level }
        let coefficient = target > level ? coefficients.0[frame] : coefficients.1[frame]
        level += (target - level) * coefficient
        return level
      })
  }

  /// How much of the way a follower goes in one frame: 1 - exp(-dt / tau).
  private func coefficient(_ tau: Curve) -> Curve {
    func value(_ tau: Double) -> Double { tau > 0 ? -expm1(-frameDuration / tau) : 1 }
    switch tau {
    case .constant(let seconds): return .constant(value(seconds))
    case .frames(let seconds): return .frames(seconds.map(value))
    }
  }

  /// 1 from when `x` reaches `open` until it falls below `close`.
  func gate(_ x: Curve, open: Curve, close: Curve) -> Curve {
    var isOpen = false
    return .frames(
      (0..<frameCount).map { frame in
        isOpen = x[frame] >= (isOpen ? min(close[frame], open[frame]) : open[frame])
        return isOpen ? 1 : 0
      })
  }

  /// A sine between 0 and 1 that begins at 0; `phase` moves it on, 1 is a whole period.
  func lfo(period: Curve, phase: Curve) -> Curve {
    let turns = self.turns(period)
    return .frames((0..<frameCount).map { 0.5 - 0.5 * cos(2 * .pi * (turns[$0] + phase[$0])) })
  }

  /// A smooth way between random heights, 0 to 1, a new one each period; the same in every render.
  func wander(period: Curve, seed: Int) -> Curve {
    .frames(
      turns(period).map { turn in
        let step = turn.rounded(.down)
        let left = Noise.value(step.bitPattern, seed)
        let right = Noise.value((step + 1).bitPattern, seed)
        return left + (right - left) * Operation.ease(turn - step)
      })
  }

  /// Periods passed by each frame's start; a period may change on the way. Where it is not above 0, time stands
  /// still.
  private func turns(_ period: Curve) -> [Double] {
    switch period {
    case .constant(let seconds):
      return (0..<frameCount).map { seconds > 0 ? frameRate.time(ofFrame: $0) / seconds : 0 }
    case .frames(let seconds):
      var passed = 0.0
      return seconds.map { period in
        defer { passed += period > 0 ? min(frameDuration / period, 1) : 0 }
        return passed
      }
    }
  }
}
