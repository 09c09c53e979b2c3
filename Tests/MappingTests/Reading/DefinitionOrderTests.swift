import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct DefinitionOrderTests {
  @Test func namesMayStandInAnyOrder() throws {
    let mapping = try Mapping(yaml: "let:\n  a: 2 * b\n  b: c + 1\n  c: 0.5\nintensity: a", file: "x")
    #expect(mapping.play(over: .song(duration: 1), at: FrameRate(24)).frames[5][.intensity] == 3)
  }
}
