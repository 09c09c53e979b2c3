import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct BeatCountTests {
  @Test func timesInBeatsFollowTheTempo() throws {
    // 120 beats a minute for 10 s, then 60.
    let times = (0..<20).map { Double($0) / 2 } + (0..<20).map { 10 + Double($0) }
    let song = Analysis.song(
      duration: 30, beats: times.enumerated().map { ($1, $0 % 4 + 1) },
      events: ["kick": [.init(time: 2, strength: 1), .init(time: 20, strength: 1)]])
    let level = try values("decay(kick, 1 beat)", over: song)
    #expect(abs(level[Int(2.5 * 24)] - 0.5) < 1e-9)
    #expect(abs(level[21 * 24] - 0.5) < 1e-9)
    // Locked to the beats: a saw of four beats is 0 on each downbeat, however fast.
    let saw = try values("lfo(4 beats, saw)", over: song)
    #expect(try saw == values("lfo(1 bar, saw)", over: song))
    for (index, time) in times.enumerated() {
      #expect(abs(saw[Int(time * 24)] - Double(index % 4) / 4) < 1e-9)
    }
    #expect(try values("count(metronome(2 beats))", over: song).last == 20)
    let shifted = try values("count(after(kick, 0.5 beats))", over: song, at: FrameRate(20))
    #expect(shifted.firstIndex(of: 1) == 45 && shifted.firstIndex(of: 2) == 410)
  }

  @Test func withoutBeatsThereAre120AMinute() throws {
    let song = Analysis.ambience(duration: 10)
    #expect(try values("lfo(1 bar)", over: song) == (try values("lfo(2s)", over: song)))
    #expect(try values("count(metronome(1 beat))", over: song).last == 20)
  }

  @Test func aBreakdownWithoutBeatsIsFilledEvenly() throws {
    let times = [0.0, 0.5, 1, 1.5, 5.5, 6, 6.5]
    let song = Analysis.song(duration: 8, beats: times.enumerated().map { ($1, $0 % 4 + 1) })
    let saw = try values("lfo(1 beat, saw)", over: song, at: FrameRate(100))
    #expect(abs(saw[325] - 0.5) < 1e-9 && abs(saw[775] - 0.5) < 1e-9)
  }
}
