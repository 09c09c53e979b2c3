import Foundation

/// Keeps every nth sample of what lies below 4 kHz, so that slow windows over low notes cost little.
struct Decimator {
  /// Samples taken for one.
  let factor: Int
  /// Samples needed before and behind the one that is kept.
  let reach: Int
  /// The filter, `[2 * reach + 1]`, and zeros behind it up to a multiple of 8.
  private let taps: [Float]

  /// Kept samples a second at least.
  private static let leastRate = 11025

  /// Leaves sample rates below twice 11025 as they are.
  ///
  /// A sinc in a Kaiser window (60 dB): flat to 4.1 kHz, and nothing above 5.9 kHz, at 11025 samples a second.
  ///
  ///     h(i) = sinc(0.905 i / factor) · I₀(5.65 √(1 - (i / reach)²)),  scaled to a sum of 1
  init(sampleRate: Int) {
    let factor = max(1, sampleRate / Self.leastRate)
    self.factor = factor
    guard factor > 1 else {
      (reach, taps) = (0, [1] + [Float](repeating: 0, count: 7))
      return
    }
    let half = 12 * factor
    let raw = (-half...half).map { i -> Double in
      let place = Double(i) / Double(half)
      let phase = Double.pi * 0.905 * Double(i) / Double(factor)
      return (i == 0 ? 1 : sin(phase) / phase) * Self.bessel(5.65 * (1 - place * place).squareRoot())
    }
    let sum = raw.reduce(0, +)
    reach = half
    taps = raw.map { Float($0 / sum) } + [Float](repeating: 0, count: 8 - raw.count % 8)
  }

  /// Appends to `slow` all that `fast` has the samples for. Sample i of `slow` is at sample i * factor of `fast`.
  func extend(_ slow: inout SampleQueue, from fast: SampleQueue) {
    // Taps are read eight at a time.
    let count = (fast.end - reach - 8) / factor - slow.end + 1
    guard count > 0, fast.end - reach - 8 > 0 else { return }
    let first = slow.end
    slow.append(count) { kept in
      guard fast.lastSound > fast.start else { return }
      fast.withSamples(at: first * factor - reach) { samples in
        taps.withUnsafeBufferPointer { taps in
          for i in 0..<count {
            kept[i] = productSum(taps.baseAddress!, samples + i * factor, count: 2 * reach + 1)
          }
        }
      }
    }
    if fast.lastSound > fast.start { slow.lastSound = slow.end }
  }

  /// The modified Bessel function of the first kind and order 0: I₀(x) = Σ ((x / 2)ᵏ / k!)².
  private static func bessel(_ x: Double) -> Double {
    var (term, sum) = (1.0, 1.0)
    for k in 1..<30 {
      term *= (x / 2 / Double(k)) * (x / 2 / Double(k))
      sum += term
    }
    return sum
  }
}
