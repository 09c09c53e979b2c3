import TestSupport
import Testing

@Suite(.serialized) struct CompareCommandTests {
  private let song: SongFolder

  init() throws { song = try SongFolder() }

  @Test func compareShowsTwoMappings() throws {
    let run = try song.reverie(
      ["compare", "song.wav", "pulse", "weave", "-o", "both.mp4", "--duration", "1"] + [
        "--size", "64x48", "--fps", "8", "--draft",
      ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "both.mp4\n")
    let frames = try song.frames(of: "both.mp4")
    #expect(frames.count == 8 && frames[0].width == 128 && frames[0].height == 48)
    #expect(try song.folder.names == ["both.mp4", "song.wav"])
  }

  @Test(arguments: [
    (["compare", "song.wav", "pulse", "wave", "-o", "both.mp4"], ["'weave'"]),
    (["compare", "none.wav", "pulse", "weave", "-o", "both.mp4"], ["none.wav"]),
    (["compare", "song.wav", "pulse", "weave", "-o", "both.xyz"], ["both.xyz"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    let run = try song.expectOneClearLine(of: arguments, with: words)
    #expect(run.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: [
    ["compare", "song.wav", "pulse", "weave"], ["compare", "song.wav", "pulse", "-o", "both.mp4"],
    ["compare", "song.wav", "pulse", "weave", "-o", "song.wav"],
    ["compare", "song.wav", "strobe.yaml", "weave", "-o", "strobe.yaml"],
    ["compare", "song.wav", "pulse", "weave", "-o", "both.mp4", "--highlight", "--start", "1"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
