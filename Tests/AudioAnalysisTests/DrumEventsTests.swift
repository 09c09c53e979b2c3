import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct DrumEventsTests {
  /// A kick that falls in pitch, a snare of noise over a tone, a hat of short high noise, each at its times.
  private func drums(kicks: [Double], snares: [Double], hats: [Double], seconds: Double) -> Sound {
    var sound = Sound(seconds: seconds)
    for time in kicks {
      for (frequency, decay) in [(55.0, 0.12), (90, 0.04), (180, 0.01)] {
        sound.addStroke(at: time, frequency: frequency, decay: decay, amplitude: 0.35)
      }
    }
    let noise = Sound.noise(seconds: 0.3, amplitude: 1)
    for time in snares {
      sound.addStroke(at: time, frequency: 190, decay: 0.05, amplitude: 0.25)
      sound.addNoise(noise, at: time, decay: 0.06, amplitude: 0.3, brightness: 0)
    }
    for time in hats { sound.addNoise(noise, at: time, decay: 0.02, amplitude: 0.25, brightness: 1) }
    return sound
  }

  @Test func `kicks, snares and hats are told apart`() throws {
    let beats = (0..<32).map { 0.25 + Double($0) * 0.5 }
    let kicks = beats.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    let snares = beats.enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
    let hats = beats.map { $0 + 0.25 }
    let events = drums(kicks: kicks, snares: snares, hats: hats, seconds: 16.5).analysis().events
    for (name, times) in [("kick", kicks), ("snare", snares), ("hat", hats)] {
      let found = try #require(events[name]).map(\.time)
      let hits = times.count { time in found.contains { abs($0 - time) < 0.03 } }
      #expect(hits >= times.count * 8 / 10, "\(name): \(hits) of \(times.count)")
      #expect(found.count <= times.count * 13 / 10, "\(name): \(found.count) for \(times.count)")
    }
  }

  @Test func `a held chord has no drums`() {
    var chord = Sound(seconds: 10)
    for frequency in [220.0, 277, 330] {
      chord.addStroke(at: 0, frequency: frequency, decay: 20, amplitude: 0.2)
    }
    let events = chord.analysis().events
    for name in ["kick", "snare", "hat"] { #expect(events[name]!.count <= 1, "\(name)") }
  }
}
