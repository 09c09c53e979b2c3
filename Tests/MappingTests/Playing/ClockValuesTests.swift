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

  @Test func `the time until the next bar is exact, and jumps in the frame that shows it`() throws {
    // The third downbeat, at 5.02 s, lies within frame 50 of 10 a second.
    let song = Analysis.song(duration: 6, beats: [(1, 1), (3, 1), (5.02, 1)])
    let until = try values("untilDownbeat / 1s", over: song, at: FrameRate(10))
    #expect(abs(until[0] - 1) < 1e-9)
    #expect(abs(until[9] - 0.1) < 1e-9)
    #expect(abs(until[10] - 2) < 1e-9)
    #expect(abs(until[49] - 0.12) < 1e-9)
    #expect(abs(until[50] - 1) < 1e-9)
    #expect(until.allSatisfy { $0 > 0 })
  }

  @Test func `the time until the next part is compared with seconds, beats and bars`() throws {
    let song = Analysis.fourFour(duration: 12).with(sections: [0, 6, 9])
    func frames(_ condition: String) throws -> [Int] {
      try values(condition, over: song, at: FrameRate(10)).indices.filter {
        try values(condition, over: song, at: FrameRate(10))[$0] == 1
      }
    }
    let until = try values("untilSection / 1s", over: song, at: FrameRate(10))
    #expect(abs(until[0] - 6) < 1e-9 && abs(until[60] - 3) < 1e-9 && abs(until[110] - 1) < 1e-9)
    for condition in ["untilSection < 0.95s", "untilSection < 0.95", "untilSection < 0.475 bars"] {
      #expect(
        try frames(condition) == Array(51..<60) + Array(81..<90) + Array(111..<120), "\(condition)")
    }
    let rise = try values("1 - min(untilSection / 2 bars, 1)", over: song, at: FrameRate(10))
    #expect(abs(rise[40] - 0.5) < 1e-9 && rise[10] == 0)
  }

  @Test func `without sections or beats, it is the time until the song's end`() throws {
    let song = Analysis.ambience(duration: 3)
    for clock in ["untilSection / 1s", "untilDownbeat / 1s"] {
      #expect(try abs(values(clock, over: song, at: FrameRate(10))[10] - 2) < 1e-9)
    }
  }

  @Test func framesAreNumberedFrom0() throws {
    #expect(
      try values("frame", over: .song(duration: 1), at: FrameRate(10)) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  }
}
