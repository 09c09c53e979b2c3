import Media
import Testing

@testable import Rendering

@Suite struct DissolveTests {
  private let black = Picture(width: 2, height: 1, pixels: [0, 0, 0, 0, 0, 0])
  private let colours = Picture(width: 2, height: 1, pixels: [255, 128, 0, 10, 20, 30])

  @Test func endsAreThePicturesThemselves() {
    #expect(dissolve(from: black, to: colours, opacity: 0) == black)
    #expect(dissolve(from: black, to: colours, opacity: 1) == colours)
  }

  @Test func theMiddleIsTheirMean() {
    #expect(dissolve(from: black, to: colours, opacity: 0.5).pixels == [128, 64, 0, 5, 10, 15])
  }
}
