/// A power spectrum in memory of its own, with room behind it so that it can be read eight bins at a time.
final class Spectrum {
  /// Values that may be read behind the last bin: always finite.
  static let slack = 8

  /// Bins, from 0 to half the sample rate.
  let binCount: Int
  /// Power, of the kind `FourierTransform.powerSpectrum` gives: `[bin]`, and `slack` behind.
  let power: UnsafeMutablePointer<Float>

  /// A silent spectrum.
  init(binCount: Int) {
    self.binCount = binCount
    power = .allocate(capacity: binCount + Self.slack)
    power.initialize(repeating: 0, count: binCount + Self.slack)
  }

  deinit { power.deallocate() }

  /// Makes this the sum of two spectra.
  func set(toSumOf one: Spectrum, _ other: Spectrum) {
    for bin in 0..<binCount { power[bin] = one.power[bin] + other.power[bin] }
  }

  /// Makes this a copy.
  func set(to other: Spectrum) { power.update(from: other.power, count: binCount) }

  /// Makes this what is in the middle of the stereo: the middle's power, less twice the side's, bin by bin.
  func set(toCentreOf window: SpectralWindow) {
    let (mid, side) = (window.mid.power, window.side.power)
    for bin in 0..<binCount { power[bin] = max(0, mid[bin] - 2 * side[bin]) }
  }

  /// Adds a share of another spectrum.
  func add(_ other: Spectrum, times share: Float) {
    for bin in 0..<binCount { power[bin] += share * other.power[bin] }
  }

  /// Power in all bins.
  var total: Float {
    var sums = SIMD8<Float>.zero
    let power = UnsafeRawPointer(power)
    for bin in stride(from: 0, to: binCount, by: 8) {
      sums += power.loadUnaligned(fromByteOffset: bin * 4, as: SIMD8<Float>.self)
    }
    return sums.sum()
  }

  /// Makes every bin 0.
  func silence() { power.update(repeating: 0, count: binCount) }

  /// Power in all bins, each times its weight; `weights` are as many as bins, and `slack` zeros behind them.
  func total(weighedBy weights: [Float]) -> Float {
    weights.withUnsafeBufferPointer { productSum($0.baseAddress!, power, count: binCount) }
  }
}

/// The sum of two rows' products, for a count rounded up to a multiple of 8: behind `count` one of the rows is 0.
///
/// Eight sums side by side, always in the same order, so that equal input gives equal bits.
func productSum(_ one: UnsafePointer<Float>, _ other: UnsafePointer<Float>, count: Int) -> Float {
  let (one, other) = (UnsafeRawPointer(one), UnsafeRawPointer(other))
  var sums = SIMD8<Float>.zero
  for i in stride(from: 0, to: count, by: 8) {
    let a = one.loadUnaligned(fromByteOffset: i * 4, as: SIMD8<Float>.self)
    let b = other.loadUnaligned(fromByteOffset: i * 4, as: SIMD8<Float>.self)
    sums.addProduct(a, b)
  }
  return sums.sum()
}
