import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct ClockValuesTests {
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

  @Test func framesAreNumberedFrom0() throws {
    #expect(
      try values("frame", over: .song(duration: 1), at: FrameRate(10)) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  }
}
