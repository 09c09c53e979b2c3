import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct DefinitionsTests {
  @Test func itsOwnNamesComeBeforeWhatIsHeard() throws {
    let yaml = "let:\n  bass: 1 + 2 * bass\n  onset: 0.5\nintensity: bass + onset"
    let mapping = try Mapping(yaml: yaml, file: "x")
    let song = Analysis.song(duration: 1, signals: ["bass": [Float](repeating: 0.25, count: 101)])
    #expect(mapping.play(over: song, at: FrameRate(24)).frames[5][.intensity] == 2)
  }

  @Test func noNameStandsForTwoThings() {
    #expect(Set(Definitions.signalNames).count == Definitions.signalNames.count)
    #expect(Set(Definitions.signalNames).isDisjoint(with: Analysis.eventNames))
  }
}
