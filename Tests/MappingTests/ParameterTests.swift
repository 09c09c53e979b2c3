import AudioAnalysis
import Foundation
import Media
import Testing
import TestSupport

@testable import Mapping

@Suite struct ParameterTests {
  @Test(arguments: Parameter.allCases) func defaultsAreInRange(parameter: Parameter) {
    #expect(parameter.range.contains(parameter.defaultValue))
    #expect(!parameter.isWhole || parameter.defaultValue == parameter.defaultValue.rounded())
  }

  @Test(arguments: Parameter.allCases) func theGuideSaysWhatTheProgramSays(parameter: Parameter) throws {
    let file = repositoryRoot.appending(path: "Mappings/README.md")
    let guide = try String(contentsOf: file, encoding: .utf8)
    #expect(guide.contains(" | \(parameter.unit) | \(parameter.meaning) |\n"))
  }

  @Test(arguments: Parameter.allCases) func everyOneCanBeMapped(parameter: Parameter) throws {
    let end = parameter.range.upperBound
    let mapping = try Mapping(yaml: "\(parameter.name): \(end) + 1 + loudness", file: "x")
    let score = mapping.play(over: .song(duration: 1), at: FrameRate(24))
    #expect(score.frames.allSatisfy { $0[parameter] == end })
  }
}
