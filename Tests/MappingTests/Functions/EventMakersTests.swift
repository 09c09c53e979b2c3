import AudioAnalysis
import Foundation
import Testing

@testable import Mapping

@Suite struct EventMakersTests {
  @Test func eventsCanBeMade() throws {
    let song = Analysis.fourFour(duration: 8)
    #expect(try values("count(every(beat, 4))", over: song) == (try values("count(downbeat)", over: song)))
    #expect(try values("count(when(mod(time, 2) >= 1))", over: song).last == 4)
    #expect(try values("count(either(downbeat, when(time > 1)))", over: song).last == 5)
  }

  @Test func aThresholdWaitsForItsLowerBound() throws {
    let song = Analysis.song(duration: 12)
    let wave = "sin(360deg * time / 2)"
    #expect(try values("count(threshold(\(wave), 0.5))", over: song).last == 6)
    #expect(try values("count(threshold(\(wave) , 0.5, -2))", over: song).last == 1)
  }
}
