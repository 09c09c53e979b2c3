import Foundation

/// How much like noise a spectrum is, and how little like tones.
struct Flatness {
  /// The octaves from 250 Hz, below which a note's neighbours can't be told apart, to 16 kHz.
  /// With ones to add up its bins with, and zeros up to a multiple of 8: `[octave]`.
  private let octaves: [(bins: Range<Int>, ones: [Float])]
  private let logarithms: Spectrum

  /// Wiener entropy of a windowed piece of white noise: e to the power of minus Euler's constant.
  private static let whiteNoise: Float = 0.5615

  init(for window: SpectralWindow) {
    let edges = (0...6).map { 250 * Double(1 << $0) / window.binWidth }.map { Int($0.rounded()) }
    let binCount = window.sum.binCount
    octaves = zip(edges, edges.dropFirst()).filter { $1 <= binCount && $1 - $0 >= 4 }.map { first, next in
      (first..<next, (0..<(next - first + 7) / 8 * 8).map { $0 < next - first ? 1 : 0 })
    }
    logarithms = Spectrum(binCount: binCount)
  }

  /// The spectral flatness (Wiener entropy): each octave's geometric mean power over its arithmetic mean, averaged
  /// over the octaves by amplitude, so that the slope of the whole spectrum makes no difference.
  ///
  ///     exp(mean of ln P) / mean of P, over the bins of an octave, beside that of white noise
  ///
  /// 0 is a tone, 1 is white noise; 0 in silence.
  ///
  /// - Source: Gray and Markel, "A spectral-flatness measure for studying the autocorrelation method of linear
  ///   prediction of speech analysis", IEEE Transactions on Acoustics, Speech and Signal Processing 22(3), 1974.
  func flatness(of spectrum: Spectrum) -> Float {
    let power = UnsafeRawPointer(spectrum.power)
    let target = UnsafeMutableRawPointer(logarithms.power)
    for bin in stride(from: 0, to: spectrum.binCount, by: 8) {
      let eight = power.loadUnaligned(fromByteOffset: bin * 4, as: SIMD8<Float>.self)
      target.storeBytes(of: log2(eight + 1e-20), toByteOffset: bin * 4, as: SIMD8<Float>.self)
    }
    var (sum, weights): (Float, Float) = (0, 0)
    for (bins, ones) in octaves {
      let count = Float(bins.count)
      let mean = productSum(ones, spectrum.power + bins.lowerBound, count: bins.count) / count
      let logarithm = productSum(ones, logarithms.power + bins.lowerBound, count: bins.count) / count
      let amplitude = (mean * count).squareRoot()
      sum += amplitude * exp2(logarithm) / (mean + 1e-20)
      weights += amplitude
    }
    return spectrum.total > Loudness.silence ? min(sum / weights / Self.whiteNoise, 1) : 0
  }

  /// The flatness 0...1 over a song, each value over 90 ms: its 5th and 95th percentile are 0 and
  /// 1, kept at least 0.4 apart, so that a song of tones alone stays low, and noise alone stays high.
  static func signal(of sound: SoundFeatures) -> [Float] {
    let values = smoothed(sound.flatness.spread(over: sound.frameCount), reach: 4)
    let sounding = values.filter { $0 > 0 }
    let high = percentile(0.95, of: sounding)
    let floor = max(0, min(percentile(0.05, of: sounding), high - 0.4))
    return normalised(values, from: floor, to: max(high, floor + 0.4))
  }
}
