import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct FrameSamplingTests {
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

  @Test func nothingLiesBetweenThePlacesOfAHueThatGoesRound() throws {
    let hue = (0..<101).map { Float($0 % 10) / 10 }
    let curve = try values(
      "pitchHue", over: .song(duration: 1, signals: ["pitchHue": hue]), at: FrameRate(24))
    #expect(curve.allSatisfy { abs($0 * 10 - ($0 * 10).rounded()) < 1e-5 })
    #expect(curve.contains { $0 > 0.85 } && curve.contains { $0 < 0.05 })
  }
}
