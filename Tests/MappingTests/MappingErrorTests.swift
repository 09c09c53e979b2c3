import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

@Suite struct MappingErrorTests {
  @Test(arguments: [
    // names
    ("zoom: 1 + bas", "1:11: unknown signal 'bas'; did you mean 'bass'?"),
    ("zoom: xyzzy", "1:7: unknown signal 'xyzzy'"),
    ("zoom: smoth(bass, 1, 1)", "1:7: unknown function 'smoth'; did you mean 'smooth'?"),
    ("zoom: smooth * 2", "1:7: 'smooth' is a function; write smooth(x, attack, release)"),
    ("zoom: bass(2)", "1:7: 'bass' is not a function; it stands without parentheses"),
    ("name: x\nzom: 1", "2:1: unknown parameter 'zom'; did you mean 'zoom'?"),
    ("layer:\n  block5: 1", "1:1: unknown parameter 'layer'; did you mean 'layers'?"),
    (
      "parameters:\n  zoom: 1",
      "1:1: unknown key 'parameters'; parameters such as zoom stand at the left margin"
    ),
    ("scenes:\n  bar: 4", "2:3: unknown key 'bar' in scenes; did you mean 'bars'?"),
    ("zoom: pluck\nlet:\n  pluk: decay(beat, 1)", "1:7: unknown signal 'pluck'; did you mean 'pluk'?"),
    ("let:\n  a: b\n  b: 1", "2:6: unknown signal 'b'"),
    // syntax
    ("zoom: (1 + 2", "1:7: '(' is never closed"),
    (
      "layers: {a: 1, b: mix(0, 1, bass)}",
      "1:22: '(' is never closed; within { } a comma ends the expression, unless it is in quotes"
    ),
    ("zoom: 1 + 2)", "1:12: ')' closes nothing"),
    ("zoom: [1, 2", "2:1: wrong YAML: did not find expected ',' or ']'"),
    ("zoom: 1 +", "1:10: something is missing after '+'"),
    ("zoom: * 2", "1:8: wrong YAML: did not find expected alphabetic or numeric character"),
    ("zoom: (* 2)", "1:8: unexpected '*'"),
    ("zoom: 2 bass", "1:9: missing operator between '2' and 'bass'"),
    ("zoom: 2 (bass)", "1:9: missing operator between '2' and '('"),
    ("zoom: 1.2.3", "1:7: '1.2.3' is not a number"),
    ("zoom: smooth(bass, 50ms, 1)", "1:20: '50ms' is not a number; times are in seconds: 50 ms is 0.05"),
    ("zoom: 2 ^ bass", "1:9: unexpected '^'; write pow(x, y)"),
    ("zoom: 1 < bass < 2", "1:16: '<' after another comparison; write a < b and b < c"),
    ("zoom: bass ? 1", "1:15: expected ':' and what to use otherwise, found the end"),
    ("zoom: clamp(1; 2)", "1:14: unexpected ';'"),
    ("zoom: clamp(1 2)", "1:15: expected ')', found '2'"),
    ("zoom:", "1:1: zoom is empty; give it an expression, or leave it out"),
    ("zoom: ''", "1:8: missing expression"),
    // types
    ("zoom: 1 + beat", "1:11: 'beat' is an event, not a number; write decay(beat, 0.2) for a pulse"),
    (
      "zoom: smooth(beat, 1, 1)",
      "1:14: 'beat' is an event, but smooth's x is a number; write decay(beat, 0.2) for a pulse"
    ),
    (
      "zoom: decay(bass, 1)",
      "1:13: 'bass' is a number, but decay's event is an event: beat, downbeat, onset, lowOnset, midOnset, "
        + "highOnset, sectionStart, kick, snare, hat, every(event, n) or when(condition)"
    ),
    ("zoom: cycle(beat, 1, 2)", "1:22: cycle's values must be a list such as [0, 0.5, 1]"),
    ("zoom: cycle(beat, 1, [])", "1:22: cycle's values must be a list such as [0, 0.5, 1]"),
    ("zoom: 1 + [1, 2]", "1:11: a list only has a place in cycle(event, every, [a, b, c])"),
    ("zoom: [1, 2]", "1:7: zoom must be an expression, not a list; a list only has a place in cycle(...)"),
    ("zoom:\n  a: 1", "2:3: zoom must be an expression, not a section of its own"),
    ("layers: 1", "1:9: layers must be lines of 'name: value'"),
    ("layers:", "1:1: layers is empty; give it indented lines, or leave it out"),
    ("name: [a]", "1:7: name must be a text"),
    // arguments
    ("zoom: smooth(bass)", "1:7: smooth takes 3 arguments, not 1: smooth(x, attack, release)"),
    ("zoom: lfo()", "1:7: lfo takes 1 to 2 arguments, not 0: lfo(period, [phase])"),
    ("zoom: max(1)", "1:7: max takes 2 or more arguments, not 1: max(a, b, ...)"),
    ("zoom: abs(1, 2)", "1:7: abs takes 1 argument, not 2: abs(x)"),
    ("zoom: decay(beat, 0)", "1:19: decay's halfLife is in seconds and must be above 0, not 0"),
    ("zoom: smooth(bass, -0.5, 1)", "1:20: smooth's attack is in seconds and must be 0 or more, not -0.5"),
    ("zoom: lfo(2 - 2)", "1:13: lfo's period is in seconds and must be above 0, not 0"),
    ("zoom: cycle(beat, 0, [1])", "1:19: cycle's every must be a whole number, 1 or more"),
    ("zoom: cycle(beat, 1.5, [1])", "1:19: cycle's every must be a whole number, 1 or more"),
    ("zoom: cycle(beat, bass, [1])", "1:19: cycle's every must be a whole number, 1 or more"),
    ("scenes:\n  bars: 0", "2:9: bars must be a whole number from 1 to 1000, not '0'"),
    ("scenes:\n  dissolve: bass", "2:13: dissolve must be a number from 0 to 10, not 'bass'"),
    // names of curves
    ("let:\n  time: 1", "2:3: 'time' already has a meaning; choose another name"),
    ("let:\n  my kick: 1", "2:3: 'my kick' can't be a name; use letters, digits and _"),
    // YAML
    (
      "zoom: bass > 0.5 ? 1 : 0",
      "1:22: wrong YAML: mapping values are not allowed in this context; put an expression with ': ' in quotes, "
        + "or write if(condition, a, b)"
    ),
    ("zoom: 1\nlayers:\n  a: 1\nzoom: 2", "4:1: 'zoom' stands here twice; it is also in line 1"),
    ("layers:\n  a: 1\n  b: 1\n  a : 2", "4:3: 'a' stands here twice; it is also in line 2"),
    ("zoom: 1\n---\nzoom: 2", "2:1: wrong YAML: a second document begins; a file holds one mapping"),
    ("- 1\n- 2", "1:1: not a mapping; it has lines such as 'zoom: 1.01 + 0.05 * bass'"),
    ("zoom", "1:1: not a mapping; it has lines such as 'zoom: 1.01 + 0.05 * bass'"),
    ("zoom: 1\nhue: \u{1}", "2:6: wrong YAML: control characters are not allowed"),
    ("? [1]\n: 2", "1:3: a name must stand before ':'"),
    (
      "layers:\n\tblock5: 1",
      "2:1: wrong YAML: found character that cannot start any token; indent with spaces, not tabs"
    ),
  ])
  func saysWhatAndWhere(yaml: String, expected: String) {
    let error = #expect(throws: MappingError.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    #expect(error?.description == "a.yaml:" + expected)
  }

  @Test(arguments: [
    ("zoom: \"1 + bas\"", 1, 12), ("zoom: '1 + bas'", 1, 12), ("zoom: |\n  1 +\n    bas", 3, 5),
    ("zoom: >-\n  1\n  + bas", 3, 5), ("zoom: 1 +\n  2 +\n  bas", 3, 3), ("zoom: \"1 +\n   bas\"", 2, 4),
    ("zoom: !!str 1 + bas", 1, 17), ("zoom: &x 1 + bas", 1, 14), ("\u{FEFF}zoom: bas", 1, 7),
    ("# é\r\nzoom: 1 + bas\r\n", 2, 11), ("name: 'ü'\n\"zoom\":   bas", 2, 11),
  ])
  func placesAreRightHoweverAnExpressionIsWritten(yaml: String, line: Int, column: Int) {
    let error = #expect(throws: MappingError.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    #expect(error?.position == TextPosition(line: line, column: column))
    #expect(error?.reason.contains("'bas'") == true)
  }

  @Test(arguments: ["", "\n\n", "# only a comment\n"])
  func anEmptyFileIsNoMapping(yaml: String) {
    let error = #expect(throws: MappingError.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    #expect(error?.description == "a.yaml: is empty; a mapping has lines such as 'zoom: 1.01 + 0.05 * bass'")
  }

  @Test func filesThatCannotBeMappings() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("mappings-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func expect(_ path: String, _ reason: String) {
      let error = #expect(throws: MappingError.self) { try Mapping.load(path) }
      #expect(error?.description == "\(path): \(reason)")
    }
    expect(folder.path, "is a folder, not a mapping file")
    expect(folder.path + "/none.yaml", "no such file")
    expect(
      "plse",
      "unknown mapping; did you mean 'pulse'? built in are drift, menagerie, pulse, streets, weave; or name a YAML file"
    )
    let latin = folder.appendingPathComponent("latin.yaml")
    try Data([0x7A, 0x3A, 0x20, 0xE9, 0x0A]).write(to: latin)
    expect(latin.path, "not a text file in UTF-8")
    let song = folder.appendingPathComponent("song.yaml")
    try Data(count: 2_000_000).write(to: song)
    expect(song.path, "too large for a mapping file")
    let good = folder.appendingPathComponent("good.yaml")
    try Data("zoom: 1.5".utf8).write(to: good)
    #expect(try Mapping.load(good.path).name == "good")
  }

  @Test func rubbishNeverCrashes() {
    var state: UInt64 = 1
    let pieces = [
      "zoom", ":", " ", "\n", "  ", "bass", "beat", "(", ")", "[", "]", ",", "1", "0.5", "-", "*", "&a", "*a",
      "?",
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
        #expect(!error.description.contains("\n"))
      }
    }
  }
}
