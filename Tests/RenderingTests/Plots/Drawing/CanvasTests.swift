import Media
import Testing

@testable import Rendering

@Suite struct CanvasTests {
  private let white = SIMD3<UInt8>(repeating: 255)

  private func written(_ text: String, room: Int = 1000) -> Picture {
    var canvas = Canvas(width: 120, height: 20, colour: .zero)
    canvas.write(text, x: 3, y: 2, room: room, colour: white)
    return canvas.picture
  }

  /// The picture as text, `#` for each bright pixel.
  private func rows(of picture: Picture) -> [String] {
    (0..<picture.height).map { y in
      String((0..<picture.width).map { picture.pixels[3 * (y * picture.width + $0)] > 0 ? "#" : "." })
    }
  }

  @Test func aLetterLooksLikeItself() {
    let letter = rows(of: written("T")).dropFirst(2).prefix(15).map { $0.dropFirst(3).prefix(9) }
    #expect(letter.filter { $0.contains("#") } == [".#######."] + Array(repeating: "....#....", count: 9))
  }

  @Test func everyPrintableCharacterIsDifferent() {
    let pictures = (33..<127).map { written(String(UnicodeScalar(UInt8($0)))).pixels }
    #expect(Set(pictures).count == 94)
    #expect(written("→") == written("?"))
    #expect(written("ä") == written("a"))
    #expect(written(" ") == written(""))
  }

  @Test func whatIsTooLongEndsInDots() {
    #expect(written("block11.expand", room: 9 * 8) == written("block1.."))
    #expect(written("block5", room: 9 * 6) == written("block5"))
    #expect(written("block5", room: 5) == written(""))
  }

  @Test func writingBeyondTheBordersIsCutOff() {
    var canvas = Canvas(width: 10, height: 10, colour: .zero)
    canvas.write("MMM", x: 4, y: 4, room: 100, colour: white)
    #expect(canvas.picture.pixels.contains(255))
  }

  @Test func pastingReplacesAPart() {
    var canvas = Canvas(width: 3, height: 3, colour: SIMD3(1, 1, 1))
    canvas.paste(Picture(width: 2, height: 1, pixels: [2, 3, 4, 5, 6, 7]), x: 1, y: 2)
    #expect(Array(canvas.picture.pixels.suffix(9)) == [1, 1, 1, 2, 3, 4, 5, 6, 7])
    #expect(canvas.picture.pixels.prefix(18).allSatisfy { $0 == 1 })
  }
  @Test func aColumnCoversPartOfThePixelsAtItsEnds() {
    var canvas = Canvas(width: 2, height: 4, colour: .zero)
    canvas.fillColumn(1, from: 0.75, to: 2.5, SIMD3(200, 100, 0))
    let column = (0..<4).map { y in Array(canvas.picture.pixels[6 * y + 3..<6 * y + 6]) }
    #expect(column == [[50, 25, 0], [200, 100, 0], [100, 50, 0], [0, 0, 0]])
    canvas.fillColumn(5, from: 0, to: 4, white)
    canvas.fillColumn(0, from: -3, to: -1, white)
    #expect(canvas.picture.pixels[0] == 0)
  }

  @Test func anAreaIsMixedWithWhatIsBelow() {
    var canvas = Canvas(width: 3, height: 2, colour: SIMD3(100, 100, 100))
    canvas.fill(PixelArea(x: 1, y: -5, width: 9, height: 6), SIMD3(200, 0, 100), opacity: 0.5)
    #expect(canvas.picture.pixels.prefix(9) == [100, 100, 100, 150, 50, 100, 150, 50, 100])
    #expect(canvas.picture.pixels.suffix(9).allSatisfy { $0 == 100 })
  }
}
