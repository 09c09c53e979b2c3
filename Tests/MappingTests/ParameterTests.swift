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

  @Test func aDissolveIsAsLongAsWhereItsSceneBegins() throws {
    let yaml = "scenes:\n  bars: 4\n  dissolve: 2\ndissolve: cycle(downbeat, 4, [1, 0.25])"
    let mapping = try Mapping(yaml: yaml, file: "x")
    let score = mapping.play(over: .fourFour(duration: 40), at: FrameRate(24))
    #expect(score.scenes.map(\.lowerBound) == [0, 192, 384, 576, 768])
    #expect(score.dissolves == [24, 6, 24, 6, 24])
  }

  @Test func scenesSayHowLongADissolveIsWhereTheParameterIsSilent() throws {
    let mapping = try Mapping(yaml: "scenes:\n  bars: 4\n  dissolve: 2", file: "x")
    let score = mapping.play(over: .fourFour(duration: 16), at: FrameRate(24))
    #expect(score.dissolves == [48, 48])
    #expect(score.frames.allSatisfy { $0[.dissolve] == 2 })
  }
}
