import Media
import TestSupport
import Testing

@Suite struct PictureFileTests {
  /// Smooth colours, as in a photo.
  private let photo: Picture = {
    var pixels: [UInt8] = []
    for row in 0..<24 {
      for column in 0..<40 { pixels += [UInt8(column * 6), UInt8(row * 10), UInt8(255 - column * 3)] }
    }
    return Picture(width: 40, height: 24, pixels: pixels)
  }()

  @Test func aPNGComesBackExactly() throws {
    let folder = try TemporaryFolder()
    try photo.write(to: folder("photo.png"))
    #expect(try Picture(contentsOf: folder("photo.png")) == photo)
    #expect(try folder.names == ["photo.png"])
  }

  @Test func aJPEGComesBackAlmost() throws {
    let folder = try TemporaryFolder()
    try photo.write(to: folder("photo.JPG"))
    let back = try Picture(contentsOf: folder("photo.JPG"))
    #expect((back.width, back.height) == (40, 24))
    let errors = zip(back.pixels, photo.pixels).map { abs(Int($0) - Int($1)) }
    #expect(errors.max()! <= 6)
  }

  @Test func blackAndWhiteStayTheDarkestAndTheBrightest() throws {
    let folder = try TemporaryFolder()
    for level in [UInt8(0), 255] {
      let flat = Picture(width: 16, height: 16, pixels: [UInt8](repeating: level, count: 768))
      try flat.write(to: folder("flat.jpeg"))
      #expect(try Picture(contentsOf: folder("flat.jpeg")) == flat)
    }
  }

  @Test func aPhotoTakenSidewaysIsTurnedUpright() throws {
    let upright = try Picture(contentsOf: fixture("sideways.jpg"))
    #expect((upright.width, upright.height) == (8, 16))
    let (top, bottom) = (upright.pixels.prefix(3), upright.pixels.suffix(3))
    #expect(top.first! > 240 && top.last! < 20)
    #expect(bottom.first! < 20 && bottom.last! > 240)
  }

  @Test func whatIsTransparentShowsBlackBehind() throws {
    #expect(
      try Picture(contentsOf: fixture("alpha.png")).pixels.suffix(9) == [128, 0, 0, 0, 255, 0, 0, 255, 0])
  }

  @Test func readsGreyAndPalettes() throws {
    let grey = try Picture(contentsOf: fixture("grey16.png"))
    let levels = stride(from: 0, to: 12, by: 3).map { Int(grey.pixels[$0]) }
    #expect(zip(levels, [255, 170, 85, 0]).allSatisfy { abs($0 - $1) <= 1 })
    #expect(try Picture(contentsOf: fixture("palette.png")).pixels == [10, 200, 30, 250, 0, 90])
  }

  @Test func saysWhatIsWrong() throws {
    let folder = try TemporaryFolder()
    let missing = folder("missing.png")
    #expect(throws: MediaError(missing, "does not exist")) { try Picture(contentsOf: missing) }
    #expect(throws: MediaError(folder.path, "is a folder, not a picture")) {
      try Picture(contentsOf: folder.path)
    }
    let text = try folder.write("not a picture".utf8, as: "text.png")
    #expect(throws: MediaError(text, "is not a PNG or JPEG picture")) { try Picture(contentsOf: text) }
    try photo.write(to: folder("photo.png"))
    let cut = try folder.write(try bytes(of: folder("photo.png")).prefix(60), as: "cut.png")
    #expect(throws: MediaError(cut, "is damaged: its picture cannot be decoded")) {
      try Picture(contentsOf: cut)
    }
    #expect(throws: MediaError("photo.gif", "should end in .png, .jpg or .jpeg")) {
      try photo.write(to: "photo.gif")
    }
    let nowhere = folder("nowhere/photo.png")
    #expect(throws: MediaError(nowhere, "cannot be written: its folder does not exist")) {
      try photo.write(to: nowhere)
    }
  }
}
