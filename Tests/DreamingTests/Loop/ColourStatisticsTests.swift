import Media
import Testing

@testable import Dreaming

@Suite struct ColourStatisticsTests {
  @Test func meanAndDeviationOfEachChannel() {
    let picture = Picture(width: 2, height: 1, pixels: [10, 7, 0, 20, 7, 255])
    let statistics = ColourStatistics(of: picture)
    #expect(statistics.mean == SIMD3(15, 7, 127.5))
    #expect(abs(statistics.deviation[0] - 7.071068) < 1e-5, "of a sample: one less than the number of pixels")
    #expect(statistics.deviation[1] == 0, "flat is exactly flat")
  }

  @Test func bytesAndFloatsAgree() {
    let clouds = pinkNoise(width: 333, height: 77, seed: 4)
    let (exact, fast) = (ColourStatistics(of: clouds), ColourStatistics(of: FloatPicture(clouds)))
    for channel in 0..<3 {
      #expect(abs(exact.mean[channel] - fast.mean[channel]) < 1e-4)
      #expect(abs(exact.deviation[channel] - fast.deviation[channel]) < 1e-4)
    }
  }

  @Test func aSinglePixelHasNoDeviation() {
    let pixel = Picture(width: 1, height: 1, pixels: [1, 2, 3])
    #expect(ColourStatistics(of: pixel).deviation == .zero)
    #expect(ColourStatistics(of: FloatPicture(pixel)).deviation == .zero)
  }
}
