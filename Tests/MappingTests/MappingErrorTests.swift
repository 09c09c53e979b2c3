import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

@Suite struct MappingErrorTests {
  @Test(arguments: [
    ("zoom: \"1 + bas\"", 1, 12), ("zoom: '1 + bas'", 1, 12), ("zoom: |\n  1 +\n    bas", 3, 5),
    ("zoom: >-\n  1\n  + bas", 3, 5), ("zoom: 1 +\n  2 +\n  bas", 3, 3), ("zoom: \"1 +\n   bas\"", 2, 4),
    ("zoom: !!str 1 + bas", 1, 17), ("zoom: &x 1 + bas", 1, 14), ("\u{FEFF}zoom: bas", 1, 7),
    ("# é\r\nzoom: 1 + bas\r\n", 2, 11), ("name: 'ü'\n\"zoom\":   bas", 2, 11),
  ])
  func placesAreRightHoweverAnExpressionIsWritten(yaml: String, line: Int, column: Int) {
    let error = #expect(throws: MappingErrors.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    #expect(error?.mistakes.map(\.position) == [TextPosition(line: line, column: column)])
    #expect(error?.description.contains("'bas'") == true)
  }

  @Test func showTheLineAndACaret() {
    let error = #expect(throws: MappingErrors.self) {
      try Mapping(yaml: "name: x\nzoom: 1 + bas", file: "a.yaml")
    }
    #expect(
      error?.description
        == "a.yaml:2:11: unknown signal 'bas'; did you mean 'bass'?\n  zoom: 1 + bas\n            ^")
  }

  @Test func longLinesAreCutAroundTheMistake() throws {
    let yaml = "zoom: " + String(repeating: "1 + ", count: 60) + "bas" + String(repeating: " + 1", count: 60)
    let error = #expect(throws: MappingErrors.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    let lines = try #require(error).description.split(separator: "\n").map(String.init)
    #expect(lines.count == 3 && lines.allSatisfy { $0.count < 120 })
    let caret = try #require(lines[2].firstIndex(of: "^"))
    #expect(lines[1][caret...].hasPrefix("bas"))
  }

  @Test func areAllToldAtOnceFromTopToBottom() throws {
    let yaml = "zoom: bas\nhue: trebel + 2s\nlayers:\n  a: (1\n  b: 1 + beat\nlet:\n  x: smooth(bass)"
    let error = #expect(throws: MappingErrors.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    #expect(error?.mistakes.map { $0.position?.line } == [1, 2, 4, 5, 7])
    #expect(error?.description.hasPrefix("5 mistakes:\na.yaml:1:7: ") == true)
  }

  @Test func filesThatCannotBeMappings() throws {
    try withFolder { folder in
      func expect(_ path: String, _ reason: String) {
        let error = #expect(throws: MappingErrors.self) { try Mapping.load(path) }
        #expect(error?.description == "\(path): \(reason)")
      }
      expect(folder.path, "is a folder, not a mapping file")
      expect(folder.path + "/none.yaml", "no such file")
      expect(
        "plse",
        "unknown mapping; did you mean 'pulse'? built in are \(Mapping.builtInNames.joined(separator: ", "));"
          + " or name a YAML file")
      let latin = folder.appendingPathComponent("latin.yaml")
      try Data([0x7A, 0x3A, 0x20, 0xE9, 0x0A]).write(to: latin)
      expect(latin.path, "not a text file in UTF-8")
      let song = folder.appendingPathComponent("song.yaml")
      try Data(count: 100_000).write(to: song)
      expect(song.path, "too large for a mapping file")
      let good = folder.appendingPathComponent("good.yaml")
      try Data("zoom: 1.5".utf8).write(to: good)
      #expect(try Mapping.load(good.path).name == "good")
    }
  }

  @Test func rubbishNeverCrashes() {
    var state: UInt64 = 1
    let pieces = [
      "zoom", ":", " ", "\n", "  ", "bass", "beat", "(", ")", "[", "]", ",", "1", "0.5", "-", "*", "&a", "*a",
      "?", "2s", "3 bars", "30deg/s", "5%", "^", "chroma[C#]", "lfo(", "every(4, bar)", "slew",
      "'", "\"", "\\", "smooth", "cycle", "decay", "layers", "let", "\u{0}", "é", "{", "}", "!", "|", ">",
      "#", "\t",
    ]
    for _ in 0..<3000 {
      var text = ""
      for _ in 0..<12 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(state >> 33) % pieces.count]
      }
      do {
        let mapping = try Mapping(yaml: "zoom: " + text, file: "x")
        #expect(mapping.play(over: .song(duration: 0.1), at: FrameRate(24)).frames.count == 3)
      } catch {
        #expect(!error.mistakes.isEmpty && error.mistakes.allSatisfy { !$0.reason.contains("\n") })
      }
    }
  }

  @Test func aStrangersFileStaysSmall() {
    let floods = [
      "let:\n" + (0..<300).map { "  a\($0): 1\n" }.joined() + "zoom: 1",
      "zoom: 1 + " + (0..<3000).map { "min(bass, \($0))" }.joined(separator: " + "),
      "zoom: cycle(beat, 1, [\((0..<100).map(String.init).joined(separator: ", "))])",
      "layers:\n" + (0..<1500).map { "  l\($0): 1 + 1\n" }.joined(),
      String(repeating: "- ", count: 20_000) + "1", "zoom: " + String(repeating: "{a: ", count: 10_000),
    ]
    for flood in floods {
      let error = #expect(throws: MappingErrors.self) { try Mapping(yaml: flood, file: "a.yaml") }
      #expect(error?.description.count ?? 0 < 20_000)
    }
  }
}

/// Runs `body` with a new folder, which is gone afterwards.
func withFolder(_ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mappings-\(UUID())")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder)
}
