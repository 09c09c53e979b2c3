import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct AnalyzeCommandTests {
  private let song: SongFolder

  init() throws { song = try SongFolder() }

  @Test func analyzePrintsTheBeats() throws {
    let run = try song.reverie(["analyze", "song.wav", "--format", "beats"])
    #expect(run.status == 0, "\(run.errors)")
    let times = run.output.split(separator: "\n").compactMap { Double($0.split(separator: "\t")[0]) }
    for beat in song.beats.dropFirst(2).dropLast(2) {
      #expect(times.contains { abs($0 - beat) < 0.02 }, "no beat near \(beat)")
    }
  }

  @Test(arguments: ["table", "json", "csv", "labels", "sonic"])
  func analyzePrintsEveryFormat(format: String) throws {
    let run = try song.reverie(["analyze", "song.wav", "--format", format])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.count > 100)
  }

  @Test func analyzePlotsASong() throws {
    let plotted = try song.reverie(["analyze", "song.wav", "--plot", "plot.png"])
    #expect(plotted.status == 0 && plotted.output.contains("120.0 bpm"), "\(plotted.errors)")
    let plot = try Picture(contentsOf: song.folder("plot.png"))
    #expect(plot.width == 1600 && plot.height == 1000)
    #expect(try song.folder.names == ["plot.png", "song.wav"])
  }

  @Test(arguments: ["beats", "labels", "sonic"]) func correctedBeatsComeBackAsTheyWere(format: String) throws
  {
    try "0.25\t3\n1.0\t1\n1.8000\t2\n2.5\t3\n3.25\t1\n"
      .write(toFile: song.folder("taps"), atomically: true, encoding: .utf8)
    let written = try song.reverie([
      "analyze", "song.wav", "--beats", "taps", "--format", format, "-o", "again",
    ])
    #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
    let again = try song.reverie(["analyze", "song.wav", "--beats", "again", "--format", "beats"])
    #expect(again.output == "0.2500\t3\n1.0000\t1\n1.8000\t2\n2.5000\t3\n3.2500\t1\n", "\(again.errors)")
  }

  @Test func clicksAreWrittenBesideTheAnalysis() throws {
    let run = try song.reverie(["analyze", "song.wav", "--clicks", "clicks.flac"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(try song.reverie(["analyze", "song.wav"]).output == run.output)
    let clicks = try Song(path: song.folder("clicks.flac"))
    #expect(clicks.sampleRate == 44100 && clicks.channels == 1)
    var count = 0
    while case let samples = try clicks.read(upTo: 44100), !samples.isEmpty { count += samples.count }
    #expect(count == 6 * 44100)
    #expect(try song.folder.names == ["clicks.flac", "song.wav"])
  }

  @Test(arguments: [
    (["analyze", "sample.wav"], ["sample.wav", "short"]),
    (["analyze", "none.wav"], ["none.wav"]),
    (["analyze", "text.mp3"], ["text.mp3"]),
    (["analyze", "song.wav", "-o", "none/beats"], ["none/beats", "folder"]),
    (["analyze", "song.wav", "--plot", "none/plot.png"], ["none/plot.png", "folder"]),
    (["analyze", "song.wav", "--plot", "plot.bmp"], ["plot.bmp", ".png"]),
    (["analyze", "song.wav", "--beats", "none.txt"], ["none.txt"]),
    (["analyze", "song.wav", "--beats", "song.wav"], ["song.wav", "text"]),
    (["analyze", "song.wav", "--beats", "empty.wav"], ["empty.wav", "empty"]),
    (["analyze", "song.wav", "--clicks", "none/clicks.flac"], ["none/clicks.flac"]),
    (["analyze", "song.wav", "--clicks", "clicks.mp3"], ["clicks.mp3", ".flac, .wav or .ogg"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    ["analyze", "song.wav", "--format", "xml"], ["analyze", "song.wav", "--plot", "./song.wav"],
    ["analyze", "song.wav", "--clicks", "./song.wav"],
    ["analyze", "song.wav", "--beats", "taps", "--clicks", "taps"],
    ["analyze", "song.wav", "--plot", "a.png", "--clicks", "a.png"],
    ["analyze", "song.wav", "-o", "song.wav"], ["analyze", "song.wav", "--plot", "a.png", "-o", "./a.png"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
