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
    ("sin(0)", 0), ("cos(0)", 1), ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3), ("remap(5, 0, 10, 1, 3)", 2),
    ("quantise(0.6, 0.25)", 0.5), ("quantize(0.7, 0.25)", 0.75), ("quantise(7, 0)", 7),
    ("fract(-0.25)", 0.75),
    ("exp(0)", 1), ("log(exp(2))", 2), ("choose(1, [4, 5, 6])", 5), ("choose(-1, [4, 5, 6])", 6),
    ("choose(3.9, [4, 5, 6])", 4), ("sin(30deg)", 0.5), ("cos(180deg)", -1), ("clamp(20%, 50%, 90%)", 0.5),
    ("easeIn(0.5)", 0.125), ("easeOut(0.5, quad)", 0.75), ("easeInOut(0.5, expo)", 0.5),
    ("easeInOut(0.25, quad)", 0.125), ("easeIn(2, bounce)", 1), ("easeIn(-1, circ)", 0),
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

  @Test func oldNamesAndOrdersStillWork() throws {
    let song = Analysis.fourFour(duration: 8)
    #expect(try values("wander(3, 1)", over: song) == (try values("noise(3s, 1)", over: song)))
    #expect(
      try values("scale(bass, 0, 1, 1, 2)", over: song) == (try values("remap(bass, 0, 1, 1, 2)", over: song))
    )
    #expect(
      try values("count(every(beat, 4))", over: song) == (try values("count(every(4, beat))", over: song)))
    #expect(
      try values("count(every(2, bar))", over: song) == (try values("count(every(2, downbeat))", over: song)))
  }

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

  @Test(arguments: [24, 30, 60])
  func slewIsNeverFasterThanItsSpeed(fps: Int) throws {
    let song = Analysis.song(duration: 10)
    let level = try values("slew(time > 1s ? 4 : 0, 2, 8)", over: song, at: FrameRate(fps))
    #expect(abs(level[2 * fps] - 2) < 2.1 / Double(fps))
    #expect(level[9 * fps] == 4)
    let down = try values("slew(time > 1s ? 0 : 4, 2, 8)", over: song, at: FrameRate(fps))
    #expect(abs(down[fps + fps / 4] - 2) < 8.1 / Double(fps))
    // From 350 to 10 degrees the shorter way, over 360.
    let round = try values("slew(time > 1s ? 10deg : 350deg, 5deg/s) / 1deg", over: song, at: FrameRate(fps))
    #expect(abs(round[3 * fps] - 360) < 0.3 && abs(round.last! - 370) < 1e-9)
    // 30 degrees a beat of half a second.
    let beats = try values(
      "slew(time > 1s ? 90deg : 0deg, 30deg/beat) / 1deg", over: song, at: FrameRate(fps))
    #expect(abs(beats[2 * fps] - 60) < 61 / Double(fps))
  }

  @Test func delayShowsWhatWas() throws {
    let song = Analysis.song(duration: 4)
    let level = try values("delay(time, 0.5s)", over: song, at: FrameRate(24))
    #expect(level[6] == 0)
    #expect(abs(level[36] - 1) < 1e-9)
    #expect(try values("delay(time, 0)", over: song) == (try values("time", over: song)))
  }

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

  @Test func aThresholdWaitsForItsLowerBound() throws {
    let song = Analysis.song(duration: 12)
    let wave = "sin(360deg * time / 2)"
    #expect(try values("count(threshold(\(wave), 0.5))", over: song).last == 6)
    #expect(try values("count(threshold(\(wave) , 0.5, -2))", over: song).last == 1)
  }

  @Test func randomNumbersBelongToWhatTheyAreOf() throws {
    let song = Analysis.fourFour(duration: 8)
    #expect(Set(try values("random(7)", over: song)).count == 1)
    #expect(try values("random(7)", over: song) != (try values("random(8)", over: song)))
    #expect(Set(try values("random(barIndex)", over: song)).count == 4)
  }

  @Test func bandsAndNotesAreChosenByIndex() throws {
    let ramp = (0...100).map { Float($0) / 100 }
    let song = Analysis.song(duration: 1, signals: ["band3": ramp, "chroma1": ramp, "chroma10": ramp])
    let expected = try values("progress * 0 + band3", over: song)
    for expression in ["bands[3]", "chroma[C#]", "chroma[Db]", "chroma[1]", "chroma[Bb]", "chroma[A#]"] {
      #expect(try values(expression, over: song) == expected, "\(expression)")
    }
    #expect(try values("frame", over: song, at: FrameRate(10)) == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
  }
}
