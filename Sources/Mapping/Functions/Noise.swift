import Mathematics

/// Numbers that look random and depend on nothing but their place.
enum Noise {
  /// 0..<1 for the place `index` of the sequence `seed`.
  static func value(_ index: UInt64, _ seed: Int) -> Double {
    let sequence = SplitMix64.first(from: UInt64(truncatingIfNeeded: seed) &+ SplitMix64.increment)
    return Double(SplitMix64.first(from: sequence &+ index) >> 11) / Double(1 << 53)
  }
}
