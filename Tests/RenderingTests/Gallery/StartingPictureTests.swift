import Media
import Testing

@testable import Rendering

@Suite struct StartingPictureTests {
  /// Red grows to the right, green downward.
  private func ramp(width: Int, height: Int) -> Picture {
    Picture(
      width: width, height: height,
      pixels: (0..<height).flatMap { y in (0..<width).flatMap { x in [UInt8(x), UInt8(y), 0] } })
  }

  @Test func aPhotosMiddleIsShownUndistorted() {
    let wide = ramp(width: 200, height: 50).covering(width: 50, height: 50)
    #expect(Array(wide.pixels.prefix(3)) == [75, 0, 0] && Array(wide.pixels.suffix(3)) == [124, 49, 0])
    let tall = ramp(width: 40, height: 160).covering(width: 20, height: 20)
    #expect(tall.width == 20 && tall.height == 20)
    #expect((60...63).contains(tall.pixels[1]))
    #expect(ramp(width: 1, height: 9).covering(width: 64, height: 32).width == 64)
  }

  @Test func theLandscapeHasASkyAndAMeadow() {
    let picture = landscape(width: 96, height: 72)
    #expect(picture == landscape(width: 96, height: 72))
    func mean(_ channel: Int, rows: Range<Int>) -> Int {
      let values = rows.flatMap { y in (0..<96).map { Int(picture.pixels[3 * (96 * y + $0) + channel]) } }
      return values.reduce(0, +) / values.count
    }
    #expect(mean(2, rows: 0..<20) > 150, "the sky is bright, and blue rather than red")
    #expect(mean(2, rows: 0..<20) > mean(0, rows: 0..<20))
    #expect(mean(1, rows: 60..<72) > mean(2, rows: 60..<72) + 20, "the meadow is green")
  }
}
