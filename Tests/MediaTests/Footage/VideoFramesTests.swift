import Media
import Testing

@Suite struct VideoFramesTests {
  @Test func readsAVideoOfAnotherProgram() throws {
    let footage = try VideoFrames(path: fixture("silent.mp4"))
    #expect((footage.width, footage.height) == (32, 32))
    #expect(footage.frameRate == FrameRate(5))
    var count = 0
    while let frame = try footage.nextFrame() {
      // Untagged and small: bt601, so red comes back red.
      #expect(frame.pixels[0] > 245 && frame.pixels[1] < 10 && frame.pixels[2] < 10)
      count += 1
    }
    #expect(count == 2)
    #expect(try footage.nextFrame() == nil)
  }

  @Test func saysWhatIsWrong() throws {
    #expect(throws: MediaError(fixture("tone.mp3"), "has sound but no pictures in it")) {
      try VideoFrames(path: fixture("tone.mp3"))
    }
    #expect(throws: MediaError("missing.mp4", "does not exist")) { try VideoFrames(path: "missing.mp4") }
  }
}
