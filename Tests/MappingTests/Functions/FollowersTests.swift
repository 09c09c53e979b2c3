import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

@Suite struct FollowersTests {
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

  @Test func holdsWhatWasAtTheLastEvent() throws {
    let song = Analysis.song(
      duration: 4, events: ["onset": [1.0, 1.05, 2.5].map { Analysis.Event(time: $0, strength: 1) }])
    let rate = FrameRate(10)
    #expect(try values("hold(time, onset)", over: song, at: rate)[9] == 0)
    #expect(try values("hold(time, onset)", over: song, at: rate)[24] == 1)
    #expect(try values("hold(time, onset)", over: song, at: rate)[39] == 2.5)
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
}
