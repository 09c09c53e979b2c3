import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct EnvelopeTests {
  @Test func anEnvelopeRisesFallsStaysAndGoes() throws {
    let song = Analysis.song(duration: 5, events: ["onset": [.init(time: 1, strength: 0.3)]])
    let level = try values("envelope(onset, 0.2s, 0.4s, 0.5, 1s, 0.8s)", over: song, at: FrameRate(100))
    for (time, expected) in [
      (0.9, 0.0), (1.1, 0.5), (1.2, 1), (1.4, 0.75), (1.8, 0.5), (2.3, 0.5), (2.9, 0.25), (3.5, 0),
    ] {
      #expect(abs(level[Int((time * 100).rounded())] - expected) < 1e-9, "\(time)")
    }
    // Held as long as a number isn't 0.
    let held = try values("envelope(time > 1s and time < 3s, 0, 0, 0.5, 1s)", over: song, at: FrameRate(100))
    #expect(held[90] == 0 && held[200] == 0.5 && abs(held[350] - 0.25) < 0.01 && held[450] == 0)
  }
}
