import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct SharpeningTests {
  /// Dark at the left, light at the right, 90 and 160.
  private let edge = Picture(
    width: 32, height: 8, pixels: (0..<3 * 32 * 8).map { $0 / 3 % 32 < 16 ? 90 : 160 })

  private func sharpened(_ picture: Picture, _ amount: Double) -> Picture {
    var parameters = DreamParameters()
    parameters[.sharpen] = amount
    var frame = FloatFrame(picture)
    Sharpening(parameters).apply(to: &frame)
    return frame.rounded(to: .eight).picture
  }

  @Test func theDefaultChangesNothing() {
    #expect(sharpened(edge, 0) == edge)
  }

  @Test func anEdgeGetsSteeperAndTheRestStays() {
    let row = sharpened(edge, 1).pixels[0..<96].map(Int.init)
    #expect(row[3 * 15] < 80 && row[3 * 16] > 170, "darker and lighter at the edge")
    #expect(row[0] == 90 && row[95] == 160)
  }

  @Test func coloursGetNoFringe() {
    let red = Picture(
      width: 32, height: 8,
      pixels: (0..<256).flatMap { $0 % 32 < 16 ? [60, 30, 40] : [160, 130, 140] })
    let sharp = sharpened(red, 2)
    for pixel in stride(from: 0, to: sharp.pixels.count, by: 3) where sharp.pixels[pixel + 1] > 0 {
      #expect(Int(sharp.pixels[pixel]) - Int(sharp.pixels[pixel + 1]) == 30)
    }
  }
}
