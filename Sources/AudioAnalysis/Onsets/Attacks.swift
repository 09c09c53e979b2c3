import Foundation

/// When exactly sounds begin: finer than the 10 ms of the signals, and without the blur of a spectrum's window.
struct Attacks: Sendable {
  /// Attacks are timed to 2 ms.
  static let stepsPerSecond = 500
  /// Steps compared before and after a moment: 10 ms.
  private static let reach = 5

  /// How much louder the 10 ms from a step's start are than the 10 ms before, in powers of ten: `[step]`.
  private let rises: [Float]

  /// Compares power 10 ms before and after each 2 ms, with 50 dB below the loudest as quiet.
  ///
  ///     max(0, log₁₀ (after + quiet) / (before + quiet))
  init(of sound: SoundFeatures) {
    let power = sound.attackPower
    let quiet = max(ceiling(of: power) * 1e-5, 1e-12)
    let sums = runningSums(of: power)
    func mean(_ from: Int, _ to: Int) -> Float {
      let (from, to) = (max(0, from), min(power.count, to))
      return to > from ? Float((sums[to] - sums[from]) / Double(Self.reach)) : 0
    }
    rises = power.indices.map { step in
      let rise = log10((mean(step, step + Self.reach) + quiet) / (mean(step - Self.reach, step) + quiet))
      return max(0, rise)
    }
  }

  /// The sharpest attack within `reach` seconds of a time, those nearer to it preferred, and how sharp it is:
  /// 0 for none, 1 for ten times the power.
  func attack(near time: Double, reach: Double) -> (time: Double, sharpness: Double) {
    let centre = time * Double(Self.stepsPerSecond) - 0.5
    let steps = Int(reach * Double(Self.stepsPerSecond))
    let first = max(0, Int(centre) - steps)
    let last = min(rises.count - 1, Int(centre) + steps)
    guard first <= last else { return (time, 0) }
    let worth = (first...last).map { step in
      let distance = (Double(step) - centre) / Double(steps)
      return Double(rises[step]) * (1 - 0.5 * distance * distance)
    }
    let likely = first + worth.indices.max { worth[$0] < worth[$1] }!
    let near = max(first, likely - Self.reach)...min(last, likely + Self.reach)
    let sharpest = near.max { rises[$0] < rises[$1] }!
    guard rises[sharpest] > 0 else { return (time, 0) }
    return ((Double(sharpest) + 0.5) / Double(Self.stepsPerSecond), Double(rises[sharpest]))
  }
}
