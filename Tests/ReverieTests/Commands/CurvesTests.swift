import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct CurvesCommandTests {
  private let song: SongFolder

  init() throws { song = try SongFolder() }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: song.folder(name), encoding: .utf8)
  }

  @Test func `curves are a table, a picture, a drawing or a page`() throws {
    for format in ["csv", "png", "svg", "html"] {
      let run = try song.reverie(["curves", "song.wav", "-o", "curves.\(format)"])
      #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(format): \(run.errors)")
    }
    #expect(
      try song.folder.names == ["curves.csv", "curves.html", "curves.png", "curves.svg", "song.wav"])
    #expect(try Picture(contentsOf: song.folder("curves.png")).width == 1600)
    #expect(try text("curves.svg").contains(">intensity</text>"))
    #expect(try text("curves.html").hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `signals stand beside the parameters`() throws {
    let song = try SongFolder(duration: 3)
    let plain = try song.reverie(["curves", "song.wav"])
    let run = try song.reverie(["curves", "song.wav", "--signals"])
    #expect(run.status == 0, "\(run.errors)")
    let (lines, plainLines) = (
      run.output.split(separator: "\r\n"), plain.output.split(separator: "\r\n")
    )
    #expect(lines.count == plainLines.count && lines.count == 73)
    for (line, plainLine) in zip(lines, plainLines) { #expect(line.hasPrefix(plainLine + ",")) }
    for name in ["loudness", "bass", "snare"] { #expect(lines[0].contains(",\(name),"), "\(name)") }
  }

  @Test(arguments: [
    (["-o", "curves.jpg"], ".csv, .png, .svg or .html"), (["-o", "curves"], ".csv"),
    (["--watch"], "-o"), (["--watch", "-o", "x.csv"], "built in"),
    (["--mapping", "mine.csv", "-o", "mine.csv"], "mapping itself"),
  ]) func `what can't be meant is a usage error`(arguments: [String], word: String) throws {
    let run = try song.reverie(["curves", "song.wav"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(try song.folder.names == ["song.wav"])
  }

  /// Waits until a file holds what it should, up to ten seconds.
  private func eventually(_ name: String, _ holds: (String) -> Bool) -> Bool {
    for _ in 0..<500 {
      if let text = try? text(name), holds(text) { return true }
      Thread.sleep(forTimeInterval: 0.02)
    }
    return false
  }

  @Test func `watching follows each save, survives mistakes, and ends with Ctrl-C`() throws {
    func save(_ zoom: String, atomically: Bool) throws {
      try "zoom: \(zoom)\n".write(toFile: song.folder("mine.yaml"), atomically: atomically, encoding: .utf8)
    }
    func shows(_ zoom: String) -> Bool {
      eventually("x.csv") { $0.split(separator: "\r\n").dropFirst().first?.contains(",\(zoom),") == true }
    }
    try save("1.25", atomically: false)
    let run = try song.reverie.start([
      "curves", "song.wav", "--mapping", "mine.yaml", "-o", "x.csv", "--watch",
    ])
    defer { if run.process.isRunning { run.process.terminate() } }
    #expect(shows("1.25"))
    try save("1.375", atomically: false)
    #expect(shows("1.375"))
    try save("1.75", atomically: true)
    #expect(shows("1.75"), "after an editor has put another file in its place")
    try save("bas", atomically: false)
    Thread.sleep(forTimeInterval: 0.5)
    #expect(shows("1.75"), "what was there stays")
    try save("1.125", atomically: false)
    #expect(shows("1.125"))
    run.process.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 0 && outcome.output.isEmpty, "\(outcome.errors)")
    #expect(outcome.errors.contains("mine.yaml:1:7"), "\(outcome.errors)")
    #expect(try song.folder.names == ["mine.yaml", "song.wav", "x.csv"])
  }

  @Test func curvesAreTheSameOnStandardOutputAndInAFile() throws {
    let printed = try song.reverie(["curves", "song.wav", "--fps", "8"])
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output.split(separator: "\r\n").count == 49, "a header and a row a frame")
    let written = try song.reverie(["curves", "song.wav", "--fps", "8", "-o", "curves.csv"])
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try String(contentsOfFile: song.folder("curves.csv"), encoding: .utf8) == printed.output)
  }

  @Test func curvesFollowCorrectedBeats() throws {
    try "0.25\n2.75\n5.25\n".write(toFile: song.folder("taps"), atomically: true, encoding: .utf8)
    let heard = try song.reverie(["curves", "song.wav", "--fps", "8"])
    let corrected = try song.reverie(["curves", "song.wav", "--fps", "8", "--beats", "taps"])
    #expect(corrected.status == 0, "\(corrected.errors)")
    #expect(corrected.output != heard.output)
  }

  @Test func aSongIsHeardOnce() throws {
    let remembering = Program(
      folder: song.reverie.folder, environment: ["XDG_CACHE_HOME": song.folder("cache")])
    let first = try remembering(["curves", "song.wav", "--no-cache"])
    #expect(try song.folder.names == ["song.wav"])
    for _ in 0..<2 {
      let again = try remembering(["curves", "song.wav"])
      #expect(again.output == first.output && again.errors == first.errors)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: song.folder("cache/reverie")).count == 1)
  }

  @Test func mappingsNameChannelsAndClasses() throws {
    try "layers:\n  block8:12,40: bass\n  class:jellyfish: 1\n  class:golden retriever: 0.5\n"
      .write(toFile: song.folder("terms.yaml"), atomically: true, encoding: .utf8)
    try song.folder.write(wavBytes(Array(repeating: 0, count: 88200)), as: "silence.wav")
    let run = try song.reverie(["curves", "silence.wav", "--mapping", "terms.yaml"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.split(separator: "\r\n")[0].hasSuffix(
        ",\"block8:12,40\",class:jellyfish,class:golden retriever"))
  }

  @Test(arguments: [
    (["curves", "song.wav", "--mapping", "layer.yaml"], ["layer.yaml:2:3", "blok5", "block5"]),
    (["curves", "song.wav", "-o", "none/curves.csv"], ["none"]),
    (["curves", "song.wav", "--beats", "text.mp3"], ["text.mp3", "line 1", "'Not'"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    ["curves", "song.wav", "-o", "song.wav"], ["curves", "song.wav", "--beats", "taps", "-o", "taps"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
