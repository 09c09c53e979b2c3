import Mathematics
import Testing

@Suite struct SplitMix64Tests {
  @Test func `the numbers are those of the reference implementation`() {
    var generator = SplitMix64(seed: 1_234_567)
    let numbers = (0..<3).map { _ in generator.next() }
    #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func `the first number needs no generator`() {
    for seed in [0, 1, 1_234_567, UInt64.max] {
      var generator = SplitMix64(seed: seed)
      #expect(SplitMix64.first(from: seed) == generator.next())
    }
  }

  @Test func `one bit more changes about half of the mixed bits`() {
    for bit in 0..<64 {
      let changed = SplitMix64.mixed(42) ^ SplitMix64.mixed(42 ^ 1 << bit)
      #expect((12...52).contains(changed.nonzeroBitCount), "\(bit)")
    }
  }
}
