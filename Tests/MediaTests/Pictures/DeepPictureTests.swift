import Media
import TestSupport
import Testing

@Suite struct DeepPictureTests {
  @Test func eightBitsComeBackFromSixteen() {
    let picture = Picture(width: 16, height: 16, pixels: (0..<768).map { UInt8($0 % 256) })
    #expect(DeepPicture(picture).rounded() == picture)
    #expect(DeepPicture(picture).pixels.max() == 65535)
  }

  @Test func theNearestOfEightBitsIsTaken() {
    let deep = DeepPicture(width: 2, height: 1, pixels: [128, 129, 257, 385, 386, 65535])
    #expect(deep.rounded().pixels == [0, 1, 1, 1, 2, 255])
  }

  @Test func aPNGOfAnotherProgramKeepsItsSixteenBits() throws {
    guard case .sixteen(let grey) = try Frame(contentsOf: fixture("grey16.png")) else {
      Issue.record("it has sixteen bits")
      return
    }
    #expect(grey.pixels.first == 65535 && grey.pixels.last == 0)
    #expect(zip(grey.rounded().pixels, [255, 255, 255, 170, 170, 170]).allSatisfy { abs(Int($0) - $1) <= 1 })
    #expect(try Frame(contentsOf: fixture("alpha.png")) == .eight(Picture(contentsOf: fixture("alpha.png"))))
  }

  @Test func aClipOfDeepPicturesHasTheirColours() throws {
    let folder = try TemporaryFolder()
    let writer = try ClipWriter(
      path: folder("clip.mp4"), width: 64, height: 48, frameRate: FrameRate(24), frameCount: 1, track: nil)
    let flat = Picture(width: 64, height: 48, pixels: (0..<64 * 48).flatMap { _ in [90, 160, 40] })
    try writer.append(.sixteen(DeepPicture(flat)))
    try writer.finish()
    let back = try #require(try VideoFrames(path: folder("clip.mp4")).nextFrame())
    #expect(zip(back.pixels, flat.pixels).allSatisfy { abs(Int($0) - Int($1)) <= 4 })
  }
}
