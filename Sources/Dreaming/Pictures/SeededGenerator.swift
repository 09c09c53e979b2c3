import Foundation
import Mathematics

/// Random numbers that depend on a seed and nothing else: those of `SplitMix64`.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var bits: SplitMix64

  /// A generator whose every number follows from `seed`; any seed is as good as another.
  public init(seed: UInt64) { bits = SplitMix64(seed: seed) }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 { bits.next() }

  /// A seed of its own for something numbered (a scene, a frame) beneath something else that has a seed.
  ///
  /// - Returns: `seed` and `index` well mixed: neighbours in either have nothing in common.
  public static func seed(_ seed: UInt64, for index: UInt64) -> UInt64 {
    SplitMix64.mixed(seed &+ SplitMix64.increment &* (SplitMix64.first(from: index) | 1))
  }

  /// A whole number in `-reach...reach`, each as likely (to within 2⁻⁵⁰ for any reach in pixels).
  mutating func wholeNumber(within reach: Int) -> Int {
    guard reach > 0 else { return 0 }
    return Int(next().multipliedFullWidth(by: UInt64(2 * reach + 1)).high) - reach
  }

  /// Two independent normally distributed numbers, mean 0 and deviation 1, by the Box-Muller transform.
  mutating func normals() -> (Double, Double) {
    let unit = 0x1p-53
    let radius = (-2 * log(1 - Double(next() >> 11) * unit)).squareRoot()  // 1 - x: never log(0)
    let angle = 2 * Double.pi * Double(next() >> 11) * unit
    return (radius * cos(angle), radius * sin(angle))
  }
}
