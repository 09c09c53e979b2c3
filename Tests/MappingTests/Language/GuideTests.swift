import AudioAnalysis
import Foundation
import Testing
import TestSupport

@testable import Mapping

/// Mappings/README.md, the user's guide to the language, leaves nothing out.
@Suite struct GuideTests {
  private static let url = repositoryRoot.appending(path: "Mappings/README.md")

  private func guide() throws -> String { try String(contentsOf: Self.url, encoding: .utf8) }

  private static let functionRows = Function.all.map { function in
    let kind = function.givesEvents ? "an event: " : ""
    return "| `\(function.signature)` | `\(function.example)` | \(kind)\(function.meaning) |"
  }

  /// The table of functions is made from the code; REVERIE_REWRITE=1 writes it anew.
  @Test func hasTheTableOfFunctions() throws {
    let head = "| function | example | value |\n| --- | --- | --- |\n"
    let parts = try guide().components(separatedBy: head)
    let rest = parts[1].components(separatedBy: "\n").drop { $0.hasPrefix("| ") }
    let written = parts[0] + head + (Self.functionRows + rest).joined(separator: "\n")
    if ProcessInfo.processInfo.environment["REVERIE_REWRITE"] != nil {
      try written.write(to: Self.url, atomically: true, encoding: .utf8)
    } else {
      #expect(try guide() == written)
    }
  }

  @Test func namesEverySignalEventAndParameter() throws {
    let guide = try guide()
    let names =
      Analysis.signalNames.filter { !$0.hasPrefix("band") } + ["band0", "band23"] + Analysis.eventNames
      + Clock.allCases.map(\.rawValue) + Parameter.allCases.map(\.name) + Mapping.builtInNames
    for name in names { #expect(guide.contains("`\(name)`"), "\(name)") }
  }

  @Test func tellsDefaultsAndRangesAsTheyAre() throws {
    let guide = try guide()
    for parameter in Parameter.allCases {
      let range = "\(parameter.range.lowerBound.shortText)...\(parameter.range.upperBound.shortText)"
      let row = "| `\(parameter.name)` | \(parameter.defaultValue.shortText) | \(range) |"
      #expect(guide.contains(row), "\(row)")
    }
  }

  @Test func itsExamplesWork() throws {
    let blocks = try guide().components(separatedBy: "```yaml\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(!blocks.isEmpty)
    for block in blocks { #expect(throws: Never.self) { try Mapping(yaml: block, file: "README.md") } }
    // In the table of functions, the second column is an example.
    let rows = try guide().split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains(")` | `") }
    #expect(rows.count == Function.all.count)
    for row in rows {
      let example = String(row.split(separator: "`")[3])
      #expect(throws: Never.self, "\(example)") { try Mapping(yaml: "hue: \(example)", file: "x") }
    }
  }
}
