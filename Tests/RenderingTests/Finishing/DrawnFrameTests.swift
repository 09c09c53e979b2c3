import Media
import Testing

@testable import Rendering

@Suite struct DrawnFrameTests {
  /// Values between those of 8 bits.
  private let deep = DeepPicture(width: 2, height: 2, pixels: (0..<12).map { 1000 * $0 + 77 })

  /// Draws a white pixel in the upper right corner.
  private func draw(_ picture: Picture) -> Picture {
    var canvas = Canvas(over: picture)
    canvas.fill(PixelArea(x: 1, y: 0, width: 1, height: 1), [255, 255, 255])
    return canvas.picture
  }

  @Test func drawingLeavesAloneWhatItDoesNotCover() {
    guard case .sixteen(let drawn) = Frame.sixteen(deep).drawnOver(by: draw) else {
      Issue.record("the depth stays")
      return
    }
    #expect(drawn.pixels[3..<6] == [65535, 65535, 65535])
    #expect(drawn.pixels[0..<3] == deep.pixels[0..<3] && drawn.pixels[6...] == deep.pixels[6...])
  }

  @Test func bothDepthsShowTheSame() {
    let eight = Frame.eight(deep.rounded()).drawnOver(by: draw)
    #expect(Frame.sixteen(deep).drawnOver(by: draw).picture == eight.picture)
    let pair = Frame.sideBySide(.sixteen(deep), .sixteen(deep))
    #expect(pair.depth == .sixteen && pair.size == PictureSize(width: 4, height: 2))
    #expect(pair.picture == Frame.sideBySide(.eight(deep.rounded()), .eight(deep.rounded())).picture)
  }
}
