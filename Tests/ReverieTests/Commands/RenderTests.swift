import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct RenderCommandTests {
  private let song: SongFolder
  private let quick = ["--size", "64x48", "--fps", "8", "--draft"]

  init() throws { song = try SongFolder() }

  @Test func renderWritesAClipBesideTheSong() throws {
    let run = try song.reverie(["render", "song.wav"] + quick)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "song.mp4\n")
    #expect(try song.folder.names == ["song.mp4", "song.wav"])
    let clip = try VideoFrames(path: song.folder("song.mp4"))
    var count = 0
    while try clip.nextFrame() != nil { count += 1 }
    #expect(count == 48)
  }

  @Test func silenceRenders() throws {
    try song.folder.write(wavBytes(Array(repeating: 0, count: 88200)), as: "silence.wav")
    let silence = try song.reverie(["render", "silence.wav"] + quick)
    #expect(silence.status == 0, "\(silence.errors)")
  }

  @Test func renderSaysWhichHighlightItTook() throws {
    let song = try SongFolder(duration: 4)
    let run = try song.reverie(["render", "song.wav", "--highlight"] + quick)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.contains("highlight from 0:00 to 0:04"))
    #expect(try song.frames(of: "song.mp4").count == 32)
  }

  @Test func anOverlayIsOnlySeen() throws {
    let song = try SongFolder(duration: 4)
    let short = ["render", "song.wav", "--duration", "1"] + quick
    for options in [["-o", "plain.mp4"], ["-o", "overlaid.mp4", "--overlay"]] {
      let run = try song.reverie(short + options)
      #expect(run.status == 0, "\(run.errors)")
    }
    let (plain, overlaid) = (try song.frames(of: "plain.mp4"), try song.frames(of: "overlaid.mp4"))
    for (before, after) in zip(plain, overlaid) {
      let upper = 0..<3 * 64 * 12
      let change = zip(before.pixels[upper], after.pixels[upper])
        .reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      #expect(Double(change) / Double(upper.count) < 6, "the dream is the same, but for the encoder")
      #expect(before != after)
    }
  }

  @Test func aStrobeIsWarnedOf() throws {
    let song = try SongFolder(duration: 4)
    try song.write("brightness: if(mod(time * 4, 1) < 0.5, 1, 0.3)\n", as: "strobe.yaml")
    let strobe = try song.reverie(["curves", "song.wav", "--mapping", "strobe.yaml"])
    #expect(strobe.status == 0)
    #expect(strobe.errors.hasPrefix("warning: mapping strobe flashes up to 4 times a second, first at 0:00"))
    let rendered = try song.reverie([
      "render", "song.wav", "--mapping", "strobe.yaml", "--size", "32x32", "--fps", "12",
    ])
    #expect(rendered.status == 0 && rendered.errors.contains("photosensitive"), "\(rendered.errors)")
    #expect(try song.reverie(["curves", "song.wav"]).errors.isEmpty)
  }

  @Test func interruptingLeavesNothing() throws {
    let run = try song.reverie.start(["render", "song.wav", "--size", "512x288"])
    while run.process.isRunning, try song.folder.names == ["song.wav"] { Thread.sleep(forTimeInterval: 0.05) }
    run.process.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(try song.folder.names == ["song.wav"])
  }

  @Test(arguments: [
    (["render", "none.wav"], ["none.wav"]),
    (["render", "."], ["."]),
    (["render", "empty.wav"], ["empty.wav", "empty"]),
    (["render", "sample.wav"], ["sample.wav", "short"]),
    (["render", "text.mp3"], ["text.mp3"]),
    (["render", "song.wav", "--duration", "0"], ["song.wav", "0 s"]),
    (["render", "song.wav", "--start", "1:00"], ["song.wav", "1:00"]),
    (["render", "song.wav", "-o", "none/clip.mp4"], ["none"]),
    (["render", "song.wav", "-o", "clip.xyz"], ["clip.xyz"]),
    (["render", "song.wav", "--mapping", "nowhere"], ["nowhere", "pulse"]),
    (["render", "song.wav", "--mapping", "wrong.yaml"], ["wrong.yaml:2:11", "bas"]),
    (["render", "song.wav", "--mapping", "layer.yaml"], ["layer.yaml:2:3", "blok5", "block5"]),
    (["render", "song.wav", "--beats", "late.beats"], ["late.beats", "line 2", "6.5 s", "6.00 s"]),
    (["render", "song.wav", "--guide", "none.png"], ["none.png"]),
    (["render", "song.wav", "--network", "nowhere"], ["nowhere"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    ["render"], ["render", "song.wav", "--size", "63x48"], ["render", "song.wav", "--fps", "0"],
    ["render", "song.wav", "--jobs", "0"], ["render", "song.wav", "-o", "song.wav"],
    ["render", "song.wav", "-o", "./song.wav"], ["render", "song.wav", "--start", "-1"],
    ["render", "song.wav", "--colour", "blue"], ["render", "song.wav", "--smooth", "5"],
    ["render", "song.wav", "--highlight", "--start", "0"],
    ["render", "song.wav", "--highlight", "--duration", "2"],
    ["render", "song.wav", "--fade-in", "-1"], ["render", "song.wav", "--fade-out", "slow"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
