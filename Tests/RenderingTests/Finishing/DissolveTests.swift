import Media
import Testing

@testable import Rendering

@Suite struct DissolveTests {
  private let black = Picture(width: 2, height: 1, pixels: [0, 0, 0, 0, 0, 0])
  private let colours = Picture(width: 2, height: 1, pixels: [255, 128, 0, 10, 20, 30])

  private func dissolved(_ opacity: Float, depth: BitDepth = .eight) -> Frame {
    var frame = FloatFrame(colours)
    frame.dissolve(from: black, opacity: opacity)
    return frame.rounded(to: depth)
  }

  @Test func endsAreThePicturesThemselves() {
    #expect(dissolved(0) == .eight(black))
    #expect(dissolved(1) == .eight(colours))
  }

  @Test func theMiddleIsTheirMean() {
    #expect(dissolved(0.5).picture.pixels == [128, 64, 0, 5, 10, 15])
    let deep = DeepPicture(width: 2, height: 1, pixels: [32768, 16448, 0, 1285, 2570, 3855])
    #expect(dissolved(0.5, depth: .sixteen) == .sixteen(deep))
  }
}
