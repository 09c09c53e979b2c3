/// Numbers that look random and depend on nothing but their place.
enum Noise {
  /// 0..<1 for the place `index` of the sequence `seed`.
  ///
  /// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014 (the
  ///   SplitMix64 finaliser, in Stafford's variant 13).
  static func value(_ index: UInt64, _ seed: Int) -> Double {
    let mixed = mix(mix(UInt64(truncatingIfNeeded: seed) &+ 0x9E37_79B9_7F4A_7C15) &+ index)
    return Double(mixed >> 11) / Double(1 << 53)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
