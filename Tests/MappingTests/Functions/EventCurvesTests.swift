import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

@Suite struct EventCurvesTests {
  @Test(arguments: [FrameRate(24), FrameRate(60), FrameRate(30000, per: 1001)])
  func decayIsFullInTheFrameOnScreenAndThenHalves(frameRate: FrameRate) throws {
    let times = [0.0, 0.5, 1.2345, 2.0]
    let song = Analysis.song(
      duration: 3, events: ["onset": times.map { Analysis.Event(time: $0, strength: 0.8) }])
    let level = try values("decay(onset, 0.1)", over: song, at: frameRate)
    for (time, next) in zip(times, times.dropFirst() + [3]) {
      let frame = frameRate.frame(at: time)
      #expect(abs(level[frame] - 0.8) < 1e-6)
      if frame > 0 { #expect(level[frame - 1] < 0.1) }
      for later in frame + 1..<frameRate.frame(at: next) {
        let expected = 0.8 * exp2(-(frameRate.time(ofFrame: later) - time) / 0.1)
        #expect(abs(level[later] - expected) < 1e-3)
      }
    }
  }

  @Test func ofSeveralEventsTheHighestCounts() throws {
    let events = [(0.0, 1.0), (0.5, 0.1), (0.51, 0.9), (0.52, 0.2)]
      .map { Analysis.Event(time: $0, strength: Float($1)) }
    let song = Analysis.song(duration: 2, events: ["onset": events])
    let level = try values("decay(onset, 1)", over: song, at: FrameRate(10))
    #expect(abs(level[4] - exp2(-0.4)) < 1e-9)
    #expect(abs(level[5] - 0.9) < 1e-6)
    #expect(abs(level[15] - 0.9 * exp2(-0.99)) < 1e-6)
  }

  @Test func cycleStepsWithEveryNthEvent() throws {
    let song = Analysis.song(
      duration: 7, events: ["onset": (1...6).map { Analysis.Event(time: Double($0), strength: 1) }])
    let perSecond = { (expression: String) in
      try stride(from: 5, to: 70, by: 10).map { frame in
        try values(expression, over: song, at: FrameRate(10))[frame]
      }
    }
    #expect(try perSecond("cycle(onset, 1, [1, 2, 3])") == [1, 1, 2, 3, 1, 2, 3])
    #expect(try perSecond("cycle(onset, 2, [1, 2, 3])") == [1, 1, 1, 2, 2, 3, 3])
    #expect(try perSecond("cycle(every(onset, 2), 1, [1, 2, 3])") == [1, 1, 1, 2, 2, 3, 3])
    #expect(try perSecond("cycle(beat, 1, [4, 5])") == [4, 4, 4, 4, 4, 4, 4])
    #expect(try perSecond("cycle(onset, 1, [progress * 0, time])")[2] == 2.5)
    // In the frame on screen at the event's time, not one later.
    let steps = try values("cycle(onset, 1, [1, 2, 3])", over: song, at: FrameRate(10))
    #expect(steps[19] == 1)
    #expect(steps[20] == 2)
  }

  @Test func cycleFadesFromOneValueToTheNext() throws {
    let song = Analysis.song(
      duration: 6, events: ["onset": (1...3).map { Analysis.Event(time: 2 * Double($0) - 1, strength: 1) }])
    let level = try values("cycle(onset, 1, [0, 10, 20], 1)", over: song, at: FrameRate(10))
    #expect(level[29] == 0)
    #expect(level[30] == 0)
    #expect(abs(level[35] - 5) < 1e-9)
    #expect(abs(level[40] - 10) < 1e-9)
    #expect(abs(level[55] - 15) < 1e-9)
    // A fade longer than a step is cut to the step's length.
    let slow = try values("cycle(onset, 1, [0, 10, 20], 100)", over: song, at: FrameRate(10))
    #expect(abs(slow[40] - 5) < 1e-9)
  }

  @Test func countsAndWaits() throws {
    let song = Analysis.song(
      duration: 4, events: ["onset": [1.0, 1.05, 2.5].map { Analysis.Event(time: $0, strength: 1) }])
    let rate = FrameRate(10)
    #expect(try values("count(onset)", over: song, at: rate)[9] == 0)
    #expect(try values("count(onset)", over: song, at: rate)[10] == 2)
    #expect(try values("count(onset)", over: song, at: rate)[39] == 3)
    #expect(try values("since(onset)", over: song, at: rate)[5] == 0.5)
    #expect(try values("since(onset)", over: song, at: rate)[10] == 0)
    #expect(try abs(values("since(onset)", over: song, at: rate)[20] - 0.95) < 1e-9)
    let random = try values("random(onset)", over: song, at: rate)
    #expect(Set(random).count == 3)
    #expect(random.allSatisfy { (0..<1).contains($0) })
    #expect(random != (try values("random(onset, 7)", over: song, at: rate)))
  }

  @Test func randomNumbersBelongToWhatTheyAreOf() throws {
    let song = Analysis.fourFour(duration: 8)
    #expect(Set(try values("random(7)", over: song)).count == 1)
    #expect(try values("random(7)", over: song) != (try values("random(8)", over: song)))
    #expect(Set(try values("random(barIndex)", over: song)).count == 4)
  }
}
