import Media
import TestSupport
import Testing

@Suite struct FootageTests {
  struct Clip: CustomTestStringConvertible {
    let name: String
    let frames: Int
    var size = PictureSize(width: 64, height: 48)
    var hasSound = false
    var testDescription: String { name }
  }

  /// One of each codec and container: 10 frames a second.
  static let clips = [
    Clip(name: "h264.mp4", frames: 30, hasSound: true), Clip(name: "open-gop.ts", frames: 30),
    Clip(name: "open-gop.mkv", frames: 30), Clip(name: "raw.h264", frames: 30),
    Clip(name: "old.avi", frames: 30), Clip(name: "mpeg4.avi", frames: 30),
    Clip(name: "refresh.ts", frames: 30), Clip(name: "vp9.webm", frames: 30),
    Clip(name: "av1.mp4", frames: 10), Clip(name: "mpeg2.mpg", frames: 10),
    Clip(name: "animated.gif", frames: 10), Clip(name: "animated.apng", frames: 10),
    Clip(name: "prores.mov", frames: 4),
    Clip(name: "ten-bit.mp4", frames: 4),
    Clip(name: "odd.webm", frames: 4, size: PictureSize(width: 65, height: 49)),
    Clip(name: "wide-pixels.mp4", frames: 4, size: PictureSize(width: 85, height: 48)),
  ]

  @Test(arguments: clips) func readsEveryFrameAtItsTime(clip: Clip) throws {
    let footage = try Footage(path: footage(clip.name))
    #expect(footage.size == clip.size)
    #expect(footage.frameRate == FrameRate(10))
    #expect(abs(footage.duration - Double(clip.frames) / 10) < 0.001)
    #expect(footage.hasSound == clip.hasSound)
    #expect(!footage.isStill)
    #expect(footage.warnings.isEmpty)
    let reader = try footage.makeReader()
    let numbers = try (0..<clip.frames).map { try reader.picture(at: Double($0) / 10).frameNumber }
    #expect(numbers == Array(0..<clip.frames))
  }

  @Test func aVaryingRateGoesByTheFramesTimes() throws {
    let footage = try Footage(path: footage("variable.mkv"))
    #expect(abs(footage.duration - 1.4) < 0.11)
    let reader = try footage.makeReader()
    let starts = [0, 0.1, 0.5, 0.55, 1.2, 1.3]
    for (number, start) in starts.enumerated() {
      #expect(try reader.picture(at: start).frameNumber == number)
      #expect(try reader.picture(at: start + 0.04).frameNumber == number)
    }
    #expect(try reader.picture(at: 1.19).frameNumber == 3)
  }

  @Test func aPictureIsAStill() throws {
    for name in ["bars.webp", "bars.tif", "bars.bmp", "one-frame.mp4"] {
      let still = try Footage(path: footage(name))
      #expect(still.isStill)
      #expect(still.frameRate == nil)
      #expect(still.duration == 0)
      #expect(still.size == PictureSize(width: 64, height: 48))
      let reader = try still.makeReader()
      #expect(try reader.picture(at: 0) == reader.picture(at: 100))
    }
    #expect(throws: MediaError.self) { try Footage(path: fixture("sideways.jpg")) }
  }

  @Test func aPhotoTakenSidewaysIsTurnedUpright() throws {
    let folder = try TemporaryFolder()
    let photo = Picture(width: 32, height: 24, pixels: [UInt8](repeating: 99, count: 3 * 32 * 24))
    try photo.write(to: folder("photo.jpg"))
    var jpeg = try bytes(of: folder("photo.jpg"))
    let exif = try bytes(of: fixture("sideways.jpg"))
    let length = 2 + Int(exif[4]) << 8 + Int(exif[5])
    jpeg.insert(contentsOf: exif[2..<2 + length], at: 2)
    let turned = try Footage(path: folder.write(jpeg, as: "turned.jpg"))
    #expect(turned.size == PictureSize(width: 24, height: 32))
  }

  @Test func aPictureWithAVideosEndingIsAStill() throws {
    let folder = try TemporaryFolder()
    let disguised = try folder.write(bytes(of: footage("bars.tif")), as: "bars.mp4")
    #expect(try Footage(path: disguised).isStill)
  }

  @Test func aHugePictureIsFitted() throws {
    let footage = try Footage(path: footage("large.png"))
    #expect(footage.size == PictureSize(width: 8000, height: 8000))
    let picture = try footage.makeReader(size: PictureSize(width: 64, height: 32), fit: .crop).picture(at: 0)
    #expect(picture.colour(20, 16) == [0, 0, 0])
    #expect(picture.colour(44, 16) == [255, 255, 255])
  }

  @Test func itsSizeMayChangeMidway() throws {
    let footage = try Footage(path: footage("size-change.ts"))
    #expect(footage.size == PictureSize(width: 64, height: 48))
    #expect(abs(footage.duration - 1) < 0.001)
    let reader = try footage.makeReader(size: PictureSize(width: 64, height: 48), fit: .pad)
    let early = try reader.picture(at: 0.4)
    let late = try reader.picture(at: 0.9)
    #expect(early.frameNumber == 4)
    #expect(late.colour(5, 24) == [0, 0, 0])
    // 48x64 becomes 36x48, with bars of 14 pixels.
    #expect(abs(late.colour(18, 24).x - 28) < 6)
    #expect(try reader.picture(at: 0.4) == early)
  }

  /// All eight ways in which a camera may be held, in the matrix of the MP4's track.
  @Test func isTurnedUpright() throws {
    let folder = try TemporaryFolder()
    let upright = try bytes(of: footage("quarters.mp4"))
    let one: [UInt8] = [0, 1, 0, 0]
    let minus: [UInt8] = [255, 255, 0, 0]
    let none: [UInt8] = [0, 0, 0, 0]
    let identity = one + none + none + none + one
    let place = try #require(upright.indices.reversed().first { upright[$0...].starts(with: identity) })
    let (red, green, blue, white): (SIMD3, SIMD3, SIMD3, SIMD3) =
      ([255, 0, 0], [0, 255, 0], [0, 0, 255], [255, 255, 255])
    // The matrix's a, b, c, d: x' = a x + c y, y' = b x + d y; and the quarters as rows from the upper left.
    let cases: [([UInt8], [UInt8], [UInt8], [UInt8], [SIMD3<Int>])] = [
      (one, none, none, one, [red, green, blue, white]),
      (minus, none, none, one, [green, red, white, blue]),
      (one, none, none, minus, [blue, white, red, green]),
      (minus, none, none, minus, [white, blue, green, red]),
      (none, one, one, none, [red, blue, green, white]),
      (none, one, minus, none, [blue, red, white, green]),
      (none, minus, one, none, [green, white, red, blue]),
      (none, minus, minus, none, [white, green, blue, red]),
    ]
    for (a, b, c, d, quarters) in cases {
      var turned = upright
      turned.replaceSubrange(place..<place + 20, with: a + b + none + c + d)
      let footage = try Footage(path: folder.write(turned, as: "turned.mp4"))
      #expect(
        footage.size == (a == none ? PictureSize(width: 48, height: 64) : PictureSize(width: 64, height: 48)))
      let picture = try footage.makeReader(size: PictureSize(width: 40, height: 40), fit: .stretch)
        .picture(at: 0)
      let seen = [(8, 8), (32, 8), (8, 32), (32, 32)].map { picture.colour($0.0, $0.1) }
      #expect(zip(seen, quarters).allSatisfy { $0.distance(to: $1) < 12 }, "\(seen) \(quarters)")
    }
  }
}
