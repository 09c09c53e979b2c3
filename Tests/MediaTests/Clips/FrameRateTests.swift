import Media
import Testing

@Suite struct FrameRateTests {
  @Test(arguments: [
    ("24", 24, 1), ("12.5", 25, 2), ("29.97", 30000, 1001), ("23.976", 24000, 1001), ("60/2", 30, 1),
  ])
  func readsRates(text: String, numerator: Int, denominator: Int) throws {
    let rate = try #require(FrameRate(text))
    #expect(rate.numerator == numerator)
    #expect(rate.denominator == denominator)
  }

  @Test(arguments: ["", "0", "-24", "abc", "1/0", "1000", "nan", "24/", "1/100"])
  func refusesWhatIsNoRate(text: String) {
    #expect(FrameRate(text) == nil)
  }

  @Test func aMomentBelongsToTheFrameOnScreen() {
    let rate = FrameRate(30000, per: 1001)
    for index in [0, 1, 29, 1799, 100_000] {
      #expect(rate.frame(at: rate.time(ofFrame: index)) == index)
      #expect(rate.frame(at: rate.time(ofFrame: index + 1) - 0.001) == index)
    }
  }

  @Test func framesCoverTheDuration() {
    let rate = FrameRate(24)
    #expect(rate.frameCount(covering: 1) == 24)
    #expect(rate.frameCount(covering: 1.01) == 25)
    #expect(rate.frameCount(covering: 0) == 0)
  }
}
