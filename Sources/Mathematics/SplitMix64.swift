/// Random bits that depend on a seed and nothing else: a counter, each of whose places is mixed well.
///
///     x₀ = seed,  xₙ₊₁ = xₙ + γ,  bits = mix(xₙ₊₁)
///
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (with Stafford's mixing
///   function, variant 13).
public struct SplitMix64: RandomNumberGenerator, Sendable {
  /// γ, what the counter goes on by: 2⁶⁴ by the golden ratio, made odd.
  public static let increment: UInt64 = 0x9E37_79B9_7F4A_7C15

  private var counter: UInt64

  /// A generator whose every number follows from `seed`; any seed is as good as another.
  public init(seed: UInt64) { counter = seed }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    counter &+= Self.increment
    return Self.mixed(counter)
  }

  /// The bits of `value` mixed such that each depends on all: another value for each value.
  public static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The first 64 bits of the generator with this seed.
  public static func first(from seed: UInt64) -> UInt64 { mixed(seed &+ increment) }
}
