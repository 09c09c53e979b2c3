import Foundation
import Testing
import TestSupport

@testable import Mapping

/// Mappings with mistakes, and what is said about them, in Wrong/*.txt. To write down new messages there and read them
/// in the diff: `REVERIE_REWRITE=1 swift test --filter WrongMappingsTests`.
@Suite struct WrongMappingsTests {
  private static let folder = repositoryRoot.appending(path: "Tests/MappingTests/Checking/Wrong")
  private static let topics = ["names", "syntax", "units", "kinds", "yaml", "extends"]
  private static let arrow = "\n--->\n"

  private struct Case {
    let title: String
    let yaml: String
    let message: String

    /// What is said now.
    func explained() -> String {
      do throws(MappingErrors) {
        _ = try Mapping(yaml: yaml, file: "wrong.yaml")
        return "nothing"
      } catch {
        return error.description
      }
    }
  }

  private static func url(_ topic: String) -> URL { folder.appendingPathComponent(topic + ".txt") }

  private static func cases(_ topic: String) throws -> [Case] {
    try String(contentsOf: url(topic), encoding: .utf8).components(separatedBy: "=== ").dropFirst().map {
      text in
      let parts = text.components(separatedBy: arrow)
      let lines = parts[0].split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return Case(
        title: String(lines[0]), yaml: String(lines[1]),
        message: parts[1].trimmingCharacters(in: .newlines))
    }
  }

  @Test(arguments: topics)
  func areExplainedAsWrittenDown(topic: String) throws {
    let cases = try Self.cases(topic)
    if ProcessInfo.processInfo.environment["REVERIE_REWRITE"] != nil {
      let text = cases.map { "=== \($0.title)\n\($0.yaml)\(Self.arrow)\($0.explained())\n\n" }.joined()
      try text.write(to: Self.url(topic), atomically: true, encoding: .utf8)
    } else {
      for wrong in cases { #expect(wrong.explained() == wrong.message, "\(topic): \(wrong.title)") }
    }
  }

  @Test func areManyAndNoneIsRight() throws {
    let all = try Self.topics.flatMap(Self.cases)
    #expect(all.count >= 30)
    #expect(all.allSatisfy { $0.message.contains("wrong.yaml") })
  }
}
