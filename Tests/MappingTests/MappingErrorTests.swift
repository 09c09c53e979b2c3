import Testing

@testable import Mapping

@Suite struct MappingErrorTests {
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
}
