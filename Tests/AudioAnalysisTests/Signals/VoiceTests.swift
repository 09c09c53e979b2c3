import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct VoiceTests {
  /// Chords that are held, with a kick drum on each half second.
  private var backing: Sound {
    var sound = chords(Array(repeating: [45, 57, 60, 64], count: 6))
    for beat in 0..<12 { sound.addStroke(at: Double(beat) / 2, frequency: 60, decay: 0.08, amplitude: 0.4) }
    return sound
  }

  /// A tone with many overtones from 2 to 4 s, with a vibrato of half a semitone if it `sings`.
  private func lead(sings: Bool) -> Sound {
    Sound(seconds: 6, rate: 22050) { t in
      guard (2...4).contains(t) else { return 0 }
      let phase = 2 * Double.pi * 392 * t + (sings ? 2 * sin(2 * .pi * 5.5 * t) : 0)
      return (1...10).reduce(0) { $0 + 0.12 / Double($1) * sin(Double($1) * phase) }
    }
  }

  private func features(_ lead: Sound, leadGains: (Float, Float)) -> SoundFeatures {
    let extractor = FeatureExtractor(sampleRate: 22050, channels: 2)
    extractor.append(
      zip(backing.samples, lead.samples).flatMap { [$0 + $1 * leadGains.0, $0 + $1 * leadGains.1] })
    return extractor.finish()
  }

  @Test func `a voice over a band is heard while it sings`() {
    let analysis = Analysis(of: features(lead(sings: true), leadGains: (1, 1)))
    #expect(analysis.mean(.voice, 2.3...3.7) > 0.8)
    #expect(analysis.mean(.voice, 0.3...1.7) < 0.3)
    #expect(analysis.mean(.voice, 4.3...5.7) < 0.3)
  }

  @Test func `what lies at the sides isn't the voice`() {
    func height(_ gains: (Float, Float)) -> Float {
      features(lead(sings: true), leadGains: gains).voicePower.values[110..<190].reduce(0, +)
    }
    #expect(abs(height((1, -1)) / height((0, 0)) - 1) < 0.1)
  }

  @Test func `a tone that stands still is less of a voice than one that trembles`() {
    func height(_ lead: Sound) -> Float {
      let features = lead.features()
      let signal = zip(features.voicePitch.values.dropFirst(), features.voicePitch.values).map {
        abs($0 - $1)
      }
      return signal[110..<190].reduce(0, +)
    }
    #expect(height(lead(sings: false)) < 0.2 * height(lead(sings: true)))
  }

  @Test func `the leading pitch is the one that is sung`() {
    let pitch = lead(sings: false).features().voicePitch.values[110..<190]
    #expect(pitch.allSatisfy { abs($0 - 67) < 0.1 })
  }
}
