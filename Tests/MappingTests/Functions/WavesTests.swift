import AudioAnalysis
import Testing

@testable import Mapping

@Suite struct WavesTests {
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
}
