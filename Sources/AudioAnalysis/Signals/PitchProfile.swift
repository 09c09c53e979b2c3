import Foundation

/// Gathers the tones of a spectrum by pitch class, five steps a semitone, and lets overtones count for their
/// fundamentals.
///
///     profile(s) = Σ 0.6ⁿ⁻¹ · amplitude, over peaks whose pitch is that of step s and overtone n
///
/// - Source: Gómez, "Tonal description of polyphonic audio for music content processing", INFORMS Journal on Computing
///   18(3), 2006 (harmonic pitch class profile).
struct PitchProfile {
  /// Steps in an octave: 20 cents each.
  static let steps = 60
  /// Frames from one profile to the next: 20 a second.
  static let hop = 5

  private let peaks: SpectralPeaks
  /// Semitones that each overtone lies above its fundamental, and how much of it counts there.
  private static let overtones = (1...6).map { (12 * log2(Double($0)), Float(pow(0.6, Double($0 - 1)))) }
  /// Fundamentals below this pitch aren't looked for: A1.
  private static let lowest = 33.0

  init(for window: SpectralWindow) { peaks = SpectralPeaks(in: window, from: 80, to: 4000) }

  /// Adds how much there is of each pitch class, from C, in amplitude, 0 or more: `[step]` of 20 cents.
  func profile(of spectrum: Spectrum, into profile: UnsafeMutablePointer<Float>) {
    for peak in peaks.peaks(of: spectrum) {
      let amplitude = peak.power.squareRoot()
      for (above, share) in Self.overtones where peak.pitch - above >= Self.lowest {
        let place = (peak.pitch - above) * Double(Self.steps) / 12
        let below = place.rounded(.down)
        let rest = Float(place - below)
        let step = Int(below) % Self.steps
        profile[step] += share * amplitude * (1 - rest)
        profile[(step + 1) % Self.steps] += share * amplitude * rest
      }
    }
  }
}
