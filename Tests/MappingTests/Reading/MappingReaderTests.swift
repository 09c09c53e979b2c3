import AudioAnalysis
import Foundation
import Media
import TestSupport
import Testing

@testable import Mapping

@Suite struct MappingReaderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func load(_ files: [String: String], _ name: String = "mine.yaml") throws -> Mapping {
    for (name, text) in files {
      let parent = URL(fileURLWithPath: folder(name)).deletingLastPathComponent()
      try FileManager.default.createDirectory(at: parent, withIntermediateDirectories: true)
      try folder.write(text.utf8, as: name)
    }
    return try Mapping.load(folder(name))
  }

  private func mistakes(_ files: [String: String]) throws -> [MappingError] {
    let error = #expect(throws: MappingErrors.self) { try load(files) }
    return try #require(error).mistakes
  }

  @Test func linesReplaceThoseOfTheSameName() throws {
    let mapping = try load([
      "base.yaml":
        "about: base\nlayers:\n  a: 0.25\n  b: 0.5\nzoom: 1.5\nintensity: 2\nscenes:\n  dissolve: 2",
      "mine.yaml": "extends: base.yaml\nlayers:\n  b: 1\n  c: 0.75\nzoom: 1.25",
    ])
    #expect(mapping.name == "mine" && mapping.description.isEmpty)
    #expect(mapping.layers.map(\.name) == ["a", "b", "c"])
    let score = mapping.play(over: .song(duration: 1), at: FrameRate(24))
    #expect(score.frames[5].layers.map(\.weight) == [0.25, 1, 0.75])
    #expect(score.frames[5][.zoom] == 1.25 && score.frames[5][.intensity] == 2)
    #expect(mapping.scenes.dissolve == 2)
  }

  @Test func namesReplaceThoseOfTheSameNameEverywhere() throws {
    let mapping = try load([
      "base.yaml": "let:\n  a: 0.5\n  b: 2 * a\nintensity: b",
      "mine.yaml": "extends: base.yaml\nlet:\n  a: 1 + a",
    ])
    #expect(mapping.play(over: .song(duration: 1), at: FrameRate(24)).frames[5][.intensity] == 3)
  }

  @Test func filesAreLookedForBesideTheOneThatExtends() throws {
    let mapping = try load([
      "sub/base.yaml": "extends: ../root.yaml\nhue: 1", "root.yaml": "zoom: 1.5",
      "mine.yaml": "extends: sub/base.yaml",
    ])
    let frame = mapping.play(over: .song(duration: 1), at: FrameRate(24)).frames[5]
    #expect(frame[.zoom] == 1.5 && frame[.hue] == 1)
  }

  @Test func builtInMappingsCanBeExtended() throws {
    let mapping = try Mapping(yaml: "extends: pulse\nzoom: 1.5", file: "x")
    #expect(mapping.layers.map(\.name) == (try Mapping.load("pulse")).layers.map(\.name))
  }

  @Test func circlesAreRefused() throws {
    let mistakes = try mistakes(["a.yaml": "extends: mine.yaml", "mine.yaml": "zoom: 1\nextends: a.yaml"])
    #expect(mistakes.count == 1)
    #expect(
      mistakes[0].file.hasSuffix("/a.yaml") && mistakes[0].position == TextPosition(line: 1, column: 10))
    #expect(mistakes[0].reason.hasPrefix("extends goes round in a circle: "))
    #expect(mistakes[0].reason.hasSuffix("/mine.yaml"))
  }

  @Test func longChainsAreRefused() throws {
    var files = ["mine.yaml": "extends: m0.yaml"]
    for index in 0..<10 { files["m\(index).yaml"] = "extends: m\(index + 1).yaml" }
    #expect(try mistakes(files)[0].reason == "more than 8 mappings extend each other")
  }

  @Test func otherFilesAreNotRead() throws {
    let mistakes = try mistakes(["secret.txt": "zoom: 1", "mine.yaml": "extends: ./secret.txt"])
    #expect(mistakes.map(\.reason) == ["can't extend './secret.txt': only files that end with .yaml"])
  }

  @Test func mistakesAreToldWhereTheyAre() throws {
    let mistakes = try mistakes([
      "base.yaml": "name: x\nintensity: bas", "mine.yaml": "extends: base.yaml\nzoom: trebel",
    ])
    #expect(mistakes.map { URL(fileURLWithPath: $0.file).lastPathComponent } == ["base.yaml", "mine.yaml"])
    #expect(mistakes.map { $0.position?.line } == [2, 2])
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
