import Testing

@testable import Dreaming

@Suite struct SeededGeneratorTests {
  @Test func isSplitMix64() {
    var generator = SeededGenerator(seed: 1_234_567)
    let numbers = (0..<3).map { _ in generator.next() }
    #expect(numbers == [6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423])
  }

  @Test func derivedSeedsDiffer() {
    var seeds = Set<UInt64>()
    for seed in 0..<100 as Range<UInt64> {
      for index in 0..<100 as Range<UInt64> { seeds.insert(SeededGenerator.seed(seed, for: index)) }
    }
    #expect(seeds.count == 10_000)
    #expect(SeededGenerator.seed(5, for: 6) == SeededGenerator.seed(5, for: 6))
  }

  @Test func wholeNumbersReachBothEnds() {
    var generator = SeededGenerator(seed: 1)
    let numbers = (0..<2000).map { _ in generator.wholeNumber(within: 4) }
    #expect(Set(numbers) == Set(-4...4))
    #expect(abs(numbers.reduce(0, +)) < 400)
    #expect(generator.wholeNumber(within: 0) == 0)
  }

  @Test func normalsHaveMean0AndDeviation1() {
    var generator = SeededGenerator(seed: 1)
    let numbers = (0..<20_000).flatMap { _ in
      let (first, second) = generator.normals()
      return [first, second]
    }
    let mean = numbers.reduce(0, +) / 40_000
    let variance = numbers.reduce(0) { $0 + $1 * $1 } / 40_000
    #expect(abs(mean) < 0.02 && abs(variance - 1) < 0.03)
    #expect(numbers.allSatisfy { $0.isFinite })
  }
}
