import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct LoudnessTests {
  @Test func `loudness follows gain, and 10 dB more are twice as loud`() {
    let noise = Sound.noise(seconds: 2)
    let analysis = (Sound(seconds: 1) + noise.times(0.1) + noise.times(0.3162) + noise).analysis()
    #expect(analysis.mean(.loudness, 0...0.79) == 0)
    #expect(abs(analysis.mean(.loudness, 1.2...2.8) - 0.25) < 0.03)
    #expect(abs(analysis.mean(.loudness, 3.2...4.8) - 0.5) < 0.03)
    #expect(analysis.mean(.loudness, 5.2...6.8) > 0.95)
  }

  /// Loudness units beside full scale, as the standard counts them: LUFS.
  private func units(ofPower power: Float) -> Float { -0.691 + 10 * log10(power) }

  /// The standard's own check: a full-scale sine of 997 Hz in one channel is -3.01 LUFS.
  @Test(arguments: [8000, 44100, 48000, 96000])
  func `a sine has the loudness that the standard gives it`(rate: Int) {
    let sine = Sound.tone(997, seconds: 1, amplitude: 1, rate: rate)
    func loudness(_ gains: [Float]) -> Float {
      units(ofPower: Loudness.momentary(of: sine.features(gains: gains))[50])
    }
    #expect(abs(loudness([1]) + 3.01) < 0.05)
    #expect(abs(loudness([1, 0]) + 3.01) < 0.05)
    #expect(abs(loudness([1, -1])) < 0.05)
    #expect(loudness([0, 0, 0, 1, 0, 0]) == -.infinity)
  }

  @Test func `surround channels count 1.5 dB more`() {
    let features = Sound.tone(997, seconds: 1, amplitude: 1).features(gains: [0, 0, 0, 0, 1])
    #expect(abs(units(ofPower: Loudness.momentary(of: features)[50]) + 1.52) < 0.05)
  }

  @Test func `a song played softer is the same song`() {
    let music = Sound.clicks(at: [0.5, 1, 1.5, 2, 2.5], seconds: 3) + .tone(300, seconds: 1)
    let (loud, soft) = (music.analysis(), music.times(0.1).analysis())
    for name: Analysis.SignalName in [.loudness, .mid, .onsetStrength] {
      let difference = zip(loud.signals[name]!, soft.signals[name]!).map { abs($0 - $1) }.max()!
      #expect(difference < 0.01, "\(name)")
    }
  }

  @Test func `a steady drone is loud throughout`() {
    let analysis = Sound.tone(440, seconds: 5).analysis()
    #expect(analysis.mean(.loudness, 0.2...4.8) > 0.95)
  }

  @Test func `hearing weighs low rumble less than voices`() {
    #expect(Loudness.weight(at: 20) < 0.1)
    #expect(abs(Loudness.weight(at: 500) - 1) < 0.1)
    #expect(abs(Loudness.weight(at: 10000) - 2.5) < 0.1)
  }
}
