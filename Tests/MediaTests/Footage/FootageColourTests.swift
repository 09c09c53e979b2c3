import Media
import Testing

@Suite struct FootageColourTests {
  private let bars: [SIMD3<Int>] = [
    [0, 0, 0], [255, 0, 0], [0, 255, 0], [0, 0, 255], [200, 120, 40], [30, 90, 160], [128, 128, 128],
    [255, 255, 255],
  ]

  @Test(arguments: [
    "bars-601-limited.mkv", "bars-601-full.mkv", "bars-709-limited.mkv", "bars-709-full.mkv",
    "bars-2020-limited.mkv", "bars-untagged.mkv", "bars-untagged-720.mp4", "bars-rgb.mkv", "bars.tif",
    "bars.bmp",
  ]) func coloursComeOutAsTheyWentIn(name: String) throws {
    let footage = try Footage(path: footage(name))
    for size in [footage.size, PictureSize(width: 160, height: 96), PictureSize(width: 48, height: 32)] {
      let picture = try footage.makeReader(size: size, fit: .stretch).picture(at: 0)
      for (index, colour) in bars.enumerated() {
        let seen = picture.colour((2 * index + 1) * size.width / 16, size.height / 2)
        #expect(seen.distance(to: colour) <= 3, "bar \(index) at \(size): \(seen), not \(colour)")
      }
    }
  }

  @Test func aWebPHasALimitedRange() throws {
    let picture = try Footage(path: footage("bars.webp")).makeReader().picture(at: 0)
    #expect(picture.colour(2, 24).distance(to: bars[0]) <= 3)
    #expect(picture.colour(52, 24).distance(to: bars[6]) <= 3)
    #expect(picture.colour(61, 24).distance(to: bars[7]) <= 3)
  }

  @Test func whatIsTransparentShowsBlackBehind() throws {
    for (name, red) in [("alpha.mov", 127), ("alpha.webm", 127), ("alpha.gif", 0)] {
      let footage = try Footage(path: footage(name))
      for size in [footage.size, PictureSize(width: 32, height: 24)] {
        let picture = try footage.makeReader(size: size, fit: .stretch).picture(at: 0)
        let (left, right) = (
          picture.colour(size.width / 4, size.height / 2), picture.colour(size.width * 3 / 4, size.height / 2)
        )
        #expect(left.distance(to: [red, 0, 0]) <= 4, "\(name): \(left)")
        #expect(right.distance(to: [0, 255, 0]) <= 4, "\(name): \(right)")
      }
    }
  }

  /// Levels of 0, 26 (a mid grey), 203 (paper), 1000 and 4000 cd/m².
  @Test(arguments: ["hdr-pq.mkv", "hdr-hlg.mkv"]) func highlightsAreTonedDown(name: String) throws {
    let footage = try Footage(path: footage(name))
    #expect(footage.size == PictureSize(width: 65, height: 49))
    let picture = try footage.makeReader().picture(at: 0)
    let levels = (0..<5).map { picture.colour(6 + 13 * $0, 24) }
    #expect(levels.allSatisfy { $0.distance(to: [$0.y, $0.y, $0.y]) <= 2 }, "grey stays grey: \(levels)")
    let greys = levels.map(\.y)
    #expect(greys[0] <= 1)
    #expect((95...125).contains(greys[1]), "\(greys)")
    #expect((195...230).contains(greys[2]), "\(greys)")
    #expect(greys[3] > greys[2] + 8 && greys[4] > greys[3] + 3, "\(greys)")
  }
}
