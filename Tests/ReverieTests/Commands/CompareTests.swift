import Foundation
import Media
import TestSupport
import Testing

/// What an artist judges mappings by: highlights, overlays, comparisons and the warning of flashes.
@Suite(.serialized) struct ComparisonCommandTests {
  private let folder: TemporaryFolder
  private let reverie: Program
  private let quick = ["--size", "64x48", "--fps", "8", "--draft"]

  init() throws {
    folder = try TemporaryFolder()
    reverie = Program(folder: URL(fileURLWithPath: folder.path))
    let beats = stride(from: 0.25, to: 4, by: 0.5).map { $0 }
    try folder.write(wavBytes(clickTrack(at: beats, duration: 4)), as: "song.wav")
    try "brightness: if(mod(time * 4, 1) < 0.5, 1, 0.3)\n"
      .write(toFile: folder("strobe.yaml"), atomically: true, encoding: .utf8)
  }

  private func frames(of clip: String) throws -> [Picture] {
    let footage = try Footage(path: folder(clip))
    var frames: [Picture] = []
    while let frame = try footage.nextFrame() { frames.append(frame) }
    return frames
  }

  @Test func compareShowsTwoMappings() throws {
    let run = try reverie(
      ["compare", "song.wav", "pulse", "weave", "-o", "both.mp4", "--duration", "1"] + quick)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "both.mp4\n")
    let frames = try frames(of: "both.mp4")
    #expect(frames.count == 8 && frames[0].width == 128 && frames[0].height == 48)
    #expect(try folder.names == ["both.mp4", "song.wav", "strobe.yaml"])
  }

  @Test func renderSaysWhichHighlightItTook() throws {
    let run = try reverie(["render", "song.wav", "--highlight"] + quick)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("highlight from 0:00 to 0:04"))
    #expect(try frames(of: "song.mp4").count == 32)
  }

  @Test func anOverlayIsOnlySeen() throws {
    let short = ["render", "song.wav", "--duration", "1"] + quick
    for options in [["-o", "plain.mp4"], ["-o", "overlaid.mp4", "--overlay"]] {
      let run = try reverie(short + options)
      #expect(run.status == 0, "\(run.errors)")
    }
    let (plain, overlaid) = (try frames(of: "plain.mp4"), try frames(of: "overlaid.mp4"))
    for (before, after) in zip(plain, overlaid) {
      let upper = 0..<3 * 64 * 12
      let change = zip(before.pixels[upper], after.pixels[upper])
        .reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      #expect(Double(change) / Double(upper.count) < 4, "the dream is the same, but for the encoder")
      #expect(before != after)
    }
  }

  @Test func aStrobeIsWarnedOf() throws {
    let strobe = try reverie(["curves", "song.wav", "--mapping", "strobe.yaml"])
    #expect(strobe.status == 0)
    #expect(strobe.errors.hasPrefix("warning: mapping strobe flashes up to 4 times a second, first at 0:00"))
    let rendered = try reverie([
      "render", "song.wav", "--mapping", "strobe.yaml", "--size", "32x32", "--fps", "12",
    ])
    #expect(rendered.status == 0 && rendered.errors.contains("photosensitive"), "\(rendered.errors)")
    #expect(try reverie(["curves", "song.wav"]).errors.isEmpty)
  }

  @Test(arguments: [
    ["compare", "song.wav", "pulse", "weave"], ["compare", "song.wav", "pulse", "-o", "both.mp4"],
    ["compare", "song.wav", "pulse", "weave", "-o", "song.wav"],
    ["compare", "song.wav", "strobe.yaml", "weave", "-o", "strobe.yaml"],
    ["render", "song.wav", "--highlight", "--start", "0"],
    ["render", "song.wav", "--highlight", "--duration", "2"],
    ["compare", "song.wav", "pulse", "weave", "-o", "both.mp4", "--highlight", "--start", "1"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws {
    let run = try reverie(arguments)
    #expect(run.status == 64, "\(run.errors)")
    #expect(try folder.names == ["song.wav", "strobe.yaml"])
  }

  @Test(arguments: [
    (["compare", "song.wav", "pulse", "wave", "-o", "both.mp4"], "'weave'"),
    (["compare", "none.wav", "pulse", "weave", "-o", "both.mp4"], "none.wav"),
    (["compare", "song.wav", "pulse", "weave", "-o", "both.xyz"], "both.xyz"),
  ])
  func badInputIsOneClearLine(arguments: [String], word: String) throws {
    let run = try reverie(arguments)
    #expect(run.status == 1)
    #expect(run.errors.split(separator: "\n").count == 1 && run.errors.contains(word), "\(run.errors)")
    #expect(try folder.names == ["song.wav", "strobe.yaml"])
  }
}
