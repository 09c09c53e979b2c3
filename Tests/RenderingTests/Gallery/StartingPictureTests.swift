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
}
