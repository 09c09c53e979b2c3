import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct CurvesTests {
  private let folder: TemporaryFolder
  private let reverie: Program

  init() throws {
    folder = try TemporaryFolder()
    reverie = Program(folder: URL(fileURLWithPath: folder.path))
    try folder.write(wavBytes(clickTrack(at: [0.5, 1, 1.5, 2, 2.5], duration: 3)), as: "song.wav")
  }

  private func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder(name), encoding: .utf8)
  }

  @Test func `curves are a table, a picture, a drawing or a page`() throws {
    for format in ["csv", "png", "svg", "html"] {
      let run = try reverie(["curves", "song.wav", "-o", "curves.\(format)"])
      #expect(run.status == 0 && run.output.isEmpty && run.errors.isEmpty, "\(format): \(run.errors)")
    }
    #expect(
      try folder.names == ["curves.csv", "curves.html", "curves.png", "curves.svg", "song.wav"])
    #expect(try Picture(contentsOf: folder("curves.png")).width == 1600)
    #expect(try text("curves.svg").contains(">intensity</text>"))
    #expect(try text("curves.html").hasPrefix("<!DOCTYPE html>"))
  }

  @Test func `signals stand beside the parameters`() throws {
    let plain = try reverie(["curves", "song.wav"])
    let run = try reverie(["curves", "song.wav", "--signals"])
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
    let run = try reverie(["curves", "song.wav"] + arguments)
    #expect(run.status == 64 && run.output.isEmpty)
    #expect(run.errors.contains(word), "\(run.errors)")
    #expect(try folder.names == ["song.wav"])
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
      try "zoom: \(zoom)\n".write(toFile: folder("mine.yaml"), atomically: atomically, encoding: .utf8)
    }
    func shows(_ zoom: String) -> Bool {
      eventually("x.csv") { $0.split(separator: "\r\n").dropFirst().first?.contains(",\(zoom),") == true }
    }
    try save("1.25", atomically: false)
    let run = try reverie.start(["curves", "song.wav", "--mapping", "mine.yaml", "-o", "x.csv", "--watch"])
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
    #expect(try folder.names == ["mine.yaml", "song.wav", "x.csv"])
  }
}
