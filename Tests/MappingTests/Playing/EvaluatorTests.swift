import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct EvaluatorTests {
  @Test func aCurveIsReadAtTheFramesStart() throws {
    let ramp = (0...400).map { Float($0) / 400 }
    let song = Analysis.song(duration: 4, signals: ["bass": ramp])
    for fps in [24, 60] {
      let values = try values("bass", over: song, at: FrameRate(fps))
      #expect(values.count == 4 * fps)
      for frame in values.indices {
        #expect(abs(values[frame] - Double(frame) / Double(fps) / 4) < 1e-6)
      }
    }
  }

  @Test func aPeakWithinAFrameIsKept() throws {
    var signal = [Float](repeating: 0.1, count: 101)
    signal[6] = 0.9  // 60 ms: within frame 1 of 24 fps (41.7 to 83.3 ms)
    let song = Analysis.song(duration: 1, signals: ["treble": signal])
    let values = try values("treble", over: song)
    #expect(abs(values[1] - 0.9) < 1e-6)
    #expect(values.filter { $0 > 0.2 }.count == 1)
  }

  @Test func aDipWithinAFrameIsNotAPeak() throws {
    var signal = [Float](repeating: 0.5, count: 101)
    signal[6] = 0
    let song = Analysis.song(duration: 1, signals: ["treble": signal])
    #expect(try values("treble", over: song).allSatisfy { $0 == 0.5 })
  }

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

  @Test func clocksTellTheTime() throws {
    let song = Analysis.fourFour(duration: 10, bpm: 120, from: 1)
    let rate = FrameRate(20)
    func at(_ time: Double, _ clock: String) throws -> Double {
      try values(clock, over: song, at: rate)[Int(time * 20)]
    }
    #expect(try at(5, "time") == 5)
    #expect(try at(5, "progress") == 0.5)
    #expect(try at(5, "duration") == 10)
    #expect(try at(5, "tempo") == 120)
    #expect(try at(0.5, "beatPhase") == 1)
    #expect(try at(1, "beatPhase") == 0)
    #expect(try abs(at(1.25, "beatPhase") - 0.5) < 1e-9)
    #expect(try abs(at(4, "barPhase") - 0.5) < 1e-9)
    #expect(try at(0.5, "beatIndex") == 0)
    #expect(try at(1, "beatIndex") == 1)
    #expect(try at(5, "barIndex") == 3)
    #expect(try at(0.5, "beatPosition") == 0)
    #expect(try at(2.6, "beatPosition") == 4)
    #expect(try at(3, "beatPosition") == 1)
  }

  @Test func clocksRestWithoutBeats() throws {
    let song = Analysis.ambience(duration: 3)
    #expect(try values("beatPhase", over: song).allSatisfy { $0 == 1 })
    for clock in ["beatIndex", "barIndex", "beatPosition", "tempo"] {
      #expect(try values(clock, over: song).allSatisfy { $0 == 0 })
    }
  }

  @Test func aBeatWithinAFrameCountsInThatFrame() throws {
    // 1.02 s lies within frame 24 of 24 fps, which begins at 1 s.
    let song = Analysis.song(duration: 3, beats: [(0.52, 1), (1.02, 2), (1.52, 3)])
    #expect(try values("beatIndex", over: song)[23] == 1)
    #expect(try values("beatIndex", over: song)[24] == 2)
    #expect(try values("beatPhase", over: song)[24] == 0)
    #expect(try values("beatPosition", over: song)[24] == 2)
  }

  @Test func nothingLiesBetweenThePlacesOfAHueThatGoesRound() throws {
    let hue = (0..<101).map { Float($0 % 10) / 10 }
    let curve = try values(
      "pitchHue", over: .song(duration: 1, signals: ["pitchHue": hue]), at: FrameRate(24))
    #expect(curve.allSatisfy { abs($0 * 10 - ($0 * 10).rounded()) < 1e-5 })
    #expect(curve.contains { $0 > 0.85 } && curve.contains { $0 < 0.05 })
  }
}
