import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct EventTrainTests {
  @Test func eventsAreNeverAFrameLate() throws {
    let times = (0..<200).map { 0.037 + Double($0) * 0.2913 }
    let song = Analysis.song(duration: 60, events: ["onset": times.map { .init(time: $0, strength: 1) }])
    let mapping = try Mapping.intensity("decay(onset, 0.02)")
    for rate in [FrameRate(12), FrameRate(24), FrameRate(60), FrameRate(30000, per: 1001)] {
      let score = mapping.play(over: song, at: rate)
      for time in times { #expect(score.frames[rate.frame(at: time)][.intensity] == 1) }
    }
  }
}
