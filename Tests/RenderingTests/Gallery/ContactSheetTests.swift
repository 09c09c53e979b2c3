import Media
import Testing

@testable import Dreaming
@testable import Rendering

@Suite struct ContactSheetTests {
  private func flat(_ colour: SIMD3<UInt8>, width: Int = 60, height: Int = 40) -> Picture {
    Canvas(width: width, height: height, colour: colour).picture
  }

  private func exhibit(_ name: String) -> Exhibit {
    Exhibit(
      term: name, layer: Network.Layer(name: name, channels: 8, stride: 4, summary: ""), number: 0, of: 1)
  }

  /// How many pixels of exactly this colour there are.
  private func count(_ colour: SIMD3<UInt8>, in picture: Picture) -> Int {
    stride(from: 0, to: picture.pixels.count, by: 3).count { pixel in
      (0..<3).allSatisfy { picture.pixels[pixel + $0] == colour[$0] }
    }
  }

  @Test func everyDreamIsShownWhole() {
    var sheet = ContactSheet(title: "net", count: 7, width: 60, height: 40)
    let (red, blue) = (SIMD3<UInt8>(200, 1, 2), SIMD3<UInt8>(3, 4, 200))
    for place in [3, 0, 6, 1, 2, 5] {
      sheet.add(exhibit("layer\(place)"), dreams: [flat(red), flat(blue)], at: place)
    }
    let picture = sheet.picture()
    #expect(count(red, in: picture) == 6 * 60 * 40)
    #expect(count(blue, in: picture) == 6 * 60 * 40)
    #expect(sheet.exhibits.map(\.term) == ["layer0", "layer1", "layer2", "layer3", "layer5", "layer6"])
    #expect((0.7...2.5).contains(Double(picture.width) / Double(picture.height)))
  }

  @Test func manyOrLargeDreamsAreShownSmaller() {
    for (count, widest) in [(10, 240), (300, 160), (900, 96)] {
      var sheet = ContactSheet(title: "", count: count, width: 480, height: 360)
      sheet.add(exhibit("a"), dreams: [flat(SIMD3(9, 9, 9), width: 480, height: 360)], at: 0)
      #expect(self.count(SIMD3(9, 9, 9), in: sheet.picture()) == widest * widest * 3 / 4)
    }
  }
}
