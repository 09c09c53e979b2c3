import AudioAnalysis
import Testing

@testable import Mapping

@Suite struct SignalFamilyTests {
  @Test func bandsAndNotesAreChosenByIndex() throws {
    let ramp = (0...100).map { Float($0) / 100 }
    let song = Analysis.song(duration: 1, signals: ["band3": ramp, "chroma1": ramp, "chroma10": ramp])
    let expected = try values("progress * 0 + band3", over: song)
    for expression in ["bands[3]", "chroma[C#]", "chroma[Db]", "chroma[1]", "chroma[Bb]", "chroma[A#]"] {
      #expect(try values(expression, over: song) == expected, "\(expression)")
    }
  }
}
