import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct OnsetStrengthTests {
  @Test func `clicks give peaks at the clicks and nothing between`() {
    let times = stride(from: 0.5, to: 9.5, by: 0.737).map { $0 }
    let analysis = Sound.clicks(at: times, seconds: 10).analysis()
    let strength = analysis.signals[.onsetStrength]!
    for (frame, value) in strength.enumerated() {
      let distance = times.map { abs($0 - Double(frame) / 100) }.min()!
      if distance < 0.005 { #expect(value > 0.7) }
      if distance > 0.05 { #expect(value < 0.02) }
    }
    let onsets = analysis.events[.onset]!
    #expect(onsets.count == times.count)
    for (onset, time) in zip(onsets, times) { #expect(abs(onset.time - time) < 0.005) }
  }

  @Test func `a violin's vibrato gives less than a tenth of a plucked note`() {
    var sound = Sound(seconds: 4) { t in
      let phase = 2 * Double.pi * 440 * t + 3 * sin(2 * .pi * 5.5 * t)
      return (1...6).map { 0.1 / Double($0) * sin(Double($0) * phase) }.reduce(0, +) * min(1, t)
    }
    sound.addStroke(at: 3, frequency: 880, decay: 0.2, amplitude: 0.3)
    let strength = sound.analysis().signals[.onsetStrength]!
    #expect(strength[150..<280].max()! < strength[295..<305].max()! / 10)
  }

  @Test func `a low stroke is a low onset, a high one a high onset`() {
    var sound = Sound(seconds: 3)
    sound.addStroke(at: 1, frequency: 80, decay: 0.1, amplitude: 0.7)
    sound.addStroke(at: 2, frequency: 7000, decay: 0.03, amplitude: 0.3)
    let analysis = sound.analysis()
    func strongest(_ name: Analysis.EventName) -> Double {
      analysis.events[name]!.max { $0.strength < $1.strength }?.time ?? -1
    }
    #expect(abs(strongest(.lowOnset) - 1) < 0.02)
    #expect(abs(strongest(.highOnset) - 2) < 0.02)
  }
}
