import Foundation
import Media
import Testing
import TestSupport

@testable import AudioAnalysis

@Suite struct DrumEventsTests {
  /// In Neon Tide's groove, bars 3 to 6, the kick is on each beat, the clap on the second and fourth, and open hats
  /// are between the beats; closed ones play around them.
  @Test func `kick, clap and hats of the demo song are told apart`() throws {
    let song = repositoryRoot.appending(path: "Songs/neon-tide.ogg").path(percentEncoded: false)
    let events = try Analysis(of: Song(path: song)).events
    let beat = 60.0 / 124
    let beats = (8..<24).map { 0.25 + Double($0) * beat }
    let claps = beats.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let strokes: [(Analysis.EventName, [Double])] = [
      (.kick, beats), (.snare, claps), (.hat, beats.map { $0 + beat / 2 }),
    ]
    for (name, times) in strokes {
      let found = try #require(events[name]).map(\.time)
      let heard = times.count { time in found.contains { abs($0 - time) < 0.04 } }
      #expect(heard >= times.count * 3 / 4, "\(name): \(heard) of \(times.count)")
    }
    let kicks = try #require(events[.kick]).count { $0.time > beats[0] - 0.1 && $0.time < beats[15] + 0.1 }
    #expect(kicks <= 20)
  }

  @Test func `a held chord has no drums`() {
    var chord = Sound(seconds: 10)
    for frequency in [220.0, 277, 330] {
      chord.addStroke(at: 0, frequency: frequency, decay: 20, amplitude: 0.2)
    }
    let events = chord.analysis().events
    for name: Analysis.EventName in [.kick, .snare, .hat] { #expect(events[name]!.count <= 1, "\(name)") }
  }

  /// Snares heard each half a second, every `loudEvery`-th of them for sure and the others faintly.
  private func snares(loudEvery: Int) -> Int {
    var logits = FrameSeries(
      width: BeatNetwork.outputs, hop: 2, values: Array(repeating: -6, count: 500 * BeatNetwork.outputs))
    for (stroke, row) in stride(from: 25, to: 500, by: 25).enumerated() {
      logits[2 * row, 3] = stroke % loudEvery == 0 ? 2.5 : -0.5
    }
    let attacks = Attacks(of: Sound(seconds: 10).features())
    return DrumEvents.events(in: logits, of: 10, strengths: [:], timedBy: attacks)[.snare]!.count
  }

  @Test func `faint strokes count where there are sure ones, and not where all are in doubt`() {
    #expect(snares(loudEvery: 2) == 19)
    #expect(snares(loudEvery: 1) == 19)
    #expect(snares(loudEvery: 100) == 1)
  }
}
