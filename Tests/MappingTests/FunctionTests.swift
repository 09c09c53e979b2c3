import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

@Suite struct FunctionTests {
  @Test(arguments: [
    ("clamp(5, 0, 1)", 1), ("clamp(-5, 0, 1)", 0), ("mix(2, 4, 0.25)", 2.5), ("scale(5, 0, 10, 1, 3)", 2),
    ("scale(20, 0, 10, 1, 3)", 3), ("scale(-1, 0, 10, 3, 1)", 3), ("scale(1, 1, 1, 0, 7)", 7),
    ("smoothstep(0.5, 0, 1)", 0.5), ("smoothstep(0.25, 0, 1)", 0.15625), ("abs(-3)", 3), ("floor(-1.5)", -2),
    ("round(2.6)", 3), ("mod(7, 3)", 1), ("mod(-1, 3)", 2), ("sqrt(16)", 4), ("pow(2, 10)", 1024),
    ("sin(0)", 0), ("cos(0)", 1), ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3),
  ])
  func computes(expression: String, expected: Double) throws {
    #expect(try abs(value(expression) - expected) < 1e-12)
  }

  @Test(arguments: [24, 60])
  func aFollowerTakes63PercentOfAStepInItsTime(fps: Int) throws {
    var step = [Float](repeating: 0, count: 401)
    for index in 100..<300 { step[index] = 1 }
    let song = Analysis.song(duration: 4, signals: ["bass": step])
    let level = try values("smooth(bass > 0.5, 0.25, 0.5)", over: song, at: FrameRate(fps))
    // The step comes at 1 s and goes at 3 s, each within a frame.
    func at(_ time: Double) -> Double { level[Int((time * Double(fps)).rounded())] }
    #expect(level[0] == 0)
    #expect(at(0.9) == 0)
    #expect(abs(at(1.25) - (1 - exp(-1))) < 0.07)
    #expect(at(2.9) > 0.999)
    #expect(abs(at(3.5) - exp(-1)) < 0.04)
    let sudden = try values("smooth(bass > 0.5, 0, 0)", over: song, at: FrameRate(fps))
    #expect(sudden == (try values("bass > 0.5", over: song, at: FrameRate(fps))))
  }

  @Test func smoothingIsExactAtAnyFrameRate() throws {
    // From 1 down to 0 within the first grid step: then only the follower's own exponential is left.
    var drop = [Float](repeating: 0, count: 301)
    drop[0] = 1
    let song = Analysis.song(duration: 3, signals: ["bass": drop])
    for fps in [24, 60] {
      let level = try values("smooth(bass, 0.1, 0.7)", over: song, at: FrameRate(fps))
      for frame in [fps / 2, fps, 2 * fps] {
        #expect(abs(level[frame] - exp(-Double(frame) / Double(fps) / 0.7)) < 1e-9)
      }
    }
  }

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

  @Test func countsAndHoldsAndWaits() throws {
    let song = Analysis.song(
      duration: 4, events: ["onset": [1.0, 1.05, 2.5].map { Analysis.Event(time: $0, strength: 1) }])
    let rate = FrameRate(10)
    #expect(try values("count(onset)", over: song, at: rate)[9] == 0)
    #expect(try values("count(onset)", over: song, at: rate)[10] == 2)
    #expect(try values("count(onset)", over: song, at: rate)[39] == 3)
    #expect(try values("since(onset)", over: song, at: rate)[5] == 0.5)
    #expect(try values("since(onset)", over: song, at: rate)[10] == 0)
    #expect(try abs(values("since(onset)", over: song, at: rate)[20] - 0.95) < 1e-9)
    #expect(try values("hold(time, onset)", over: song, at: rate)[9] == 0)
    #expect(try values("hold(time, onset)", over: song, at: rate)[24] == 1)
    #expect(try values("hold(time, onset)", over: song, at: rate)[39] == 2.5)
    let random = try values("random(onset)", over: song, at: rate)
    #expect(Set(random).count == 3)
    #expect(random.allSatisfy { (0..<1).contains($0) })
    #expect(random != (try values("random(onset, 7)", over: song, at: rate)))
  }

  @Test func wavesRunByThemselves() throws {
    let song = Analysis.song(duration: 20)
    let wave = try values("lfo(8)", over: song)
    #expect(wave[0] == 0)
    #expect(abs(wave[2 * 24] - 0.5) < 1e-12)
    #expect(abs(wave[4 * 24] - 1) < 1e-12)
    #expect(abs(wave[8 * 24]) < 1e-12)
    #expect(try abs(values("lfo(8, 0.5)", over: song)[0] - 1) < 1e-12)
    // A period that changes on the way changes the speed, not the place.
    let bent = try values("lfo(time < 8 ? 8 : 16)", over: song)
    #expect(zip(bent, bent.dropFirst()).allSatisfy { abs($0 - $1) < 0.02 })
    #expect(abs(bent[16 * 24] - 1) < 1e-9)
    let walk = try values("wander(3)", over: song)
    #expect(walk.allSatisfy { (0...1).contains($0) })
    #expect(zip(walk, walk.dropFirst()).allSatisfy { abs($0 - $1) < 0.03 })
    #expect(walk.max()! - walk.min()! > 0.3)
    #expect(walk != (try values("wander(3, 1)", over: song)))
  }

  @Test func aGateStaysOpenUntilItsLowerBound() throws {
    let song = Analysis.song(duration: 4)
    let gate = try values("gate(time < 2 ? time : 4 - time, 1.5, 0.5)", over: song, at: FrameRate(10))
    #expect(gate[14] == 0)
    #expect(gate[15] == 1)
    #expect(gate[35] == 1)
    #expect(gate[36] == 0)
    #expect(try values("gate(time, 1.5)", over: song, at: FrameRate(10)).reduce(0, +) == 25)
  }

  @Test func eventsCanBeMade() throws {
    let song = Analysis.fourFour(duration: 8)
    #expect(try values("count(every(beat, 4))", over: song) == (try values("count(downbeat)", over: song)))
    #expect(try values("count(when(mod(time, 2) >= 1))", over: song).last == 4)
    #expect(try values("count(either(downbeat, when(time > 1)))", over: song).last == 5)
  }
}
