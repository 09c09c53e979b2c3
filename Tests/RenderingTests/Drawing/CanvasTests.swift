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
    #expect(written("ä") == written("?"))
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
}
