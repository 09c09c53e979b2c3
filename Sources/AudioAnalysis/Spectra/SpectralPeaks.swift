import Foundation

/// The tones in a spectrum: its peaks, each with a pitch finer than a bin.
struct SpectralPeaks {
  /// A tone.
  struct Peak {
    /// Its pitch in semitones as MIDI counts them: 69 is 440 Hz.
    let pitch: Double
    /// Its power: the square of its amplitude, but for a factor that is the same for all.
    let power: Float
  }

  private let bins: Range<Int>
  private let binWidth: Double

  /// How far below the loudest a tone may be: 50 dB.
  private static let depth: Float = 1e-5

  /// By how much a window's lobe may fall from its peak to the next bin, as a natural logarithm; more is a hole.
  private static let steepest: Float = 5

  /// Looks for tones in a range of frequencies, in Hz.
  init(in window: SpectralWindow, from low: Double, to high: Double) {
    binWidth = window.binWidth
    let last = window.sum.binCount - 2
    let first = max(1, Int(low / binWidth))
    bins = first..<max(first, min(last, Int(high / binWidth)))
  }

  /// The peaks, low to high: bins above both their neighbours, placed by the parabola through the three logarithms
  /// a, b, c of their power.
  ///
  ///     shift = (a - c) / 2(a - 2b + c) bins,  height = b - (a - c) · shift / 4
  ///
  /// - Source: Smith and Serra, "PARSHL: an analysis/synthesis program for non-harmonic sounds based on a sinusoidal
  ///   representation", ICMC 1987.
  func peaks(of spectrum: Spectrum) -> [Peak] {
    let power = spectrum.power
    var highest: Float = 0
    for bin in bins { highest = max(highest, power[bin]) }
    let least = max(highest * Self.depth, Loudness.silence * 1e-3)
    var peaks: [Peak] = []
    for bin in bins where power[bin] > least && power[bin] > power[bin - 1] && power[bin] >= power[bin + 1] {
      let here = log(power[bin])
      let before = max(log(power[bin - 1] + 1e-20), here - Self.steepest)
      let after = max(log(power[bin + 1] + 1e-20), here - Self.steepest)
      let shift = 0.5 * (before - after) / (before - 2 * here + after)
      let frequency = (Double(bin) + Double(shift)) * binWidth
      peaks.append(
        Peak(
          pitch: 69 + 12 * log2(frequency / 440), power: exp(here - 0.25 * (before - after) * shift)))
    }
    return peaks
  }
}
