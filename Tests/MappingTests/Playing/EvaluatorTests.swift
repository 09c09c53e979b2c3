import AudioAnalysis
import Testing

@testable import Mapping

@Suite struct EvaluatorTests {
  @Test func missingAndBrokenSignalsAreZero() throws {
    let empty = Analysis(
      duration: 1, sampleRate: 44100, channels: 1, tempo: nil, beatsPerBar: nil, beats: [],
      signals: ["bass": [.nan, .infinity, .nan], "mid": []],
      events: [
        "onset": [.init(time: .nan, strength: 1), .init(time: -1, strength: 1), .init(time: 9, strength: 1)]
      ])
    for expression in ["bass", "mid", "treble", "decay(onset, 1)", "count(beat)"] {
      #expect(try values(expression, over: empty).allSatisfy { $0 == 0 })
    }
  }
}
