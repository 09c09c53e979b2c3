import Foundation

/// How the ear weighs power at different frequencies: a head that shadows and a cut below 38 Hz, two filters of
/// second order one after the other, here for two channels side by side.
///
/// The standard's filters for 48 kHz are taken back to their analogue shapes, and from there to any sample rate (bilinear
/// transform, k = tan(π f / rate)).
///
/// - Source: ITU-R BS.1770-4 (2015), annex 1.
struct KWeighting: Sendable {
  private var shelf: Biquad
  private var highPass: Biquad

  init(sampleRate: Int) {
    shelf = .highShelf(at: 1681.974, gain: 3.99984, q: 0.7071752, sampleRate: Double(sampleRate))
    highPass = .highPass(at: 38.13547, q: 0.5003270, sampleRate: Double(sampleRate))
  }

  /// The next sample of both channels, filtered.
  @inline(__always)
  mutating func filter(_ sample: SIMD2<Double>) -> SIMD2<Double> { highPass.filter(shelf.filter(sample)) }
}

/// A filter of second order, transposed direct form II, over two channels:
///
///     y[n] = b₀ x[n] + b₁ x[n-1] + b₂ x[n-2] - a₁ y[n-1] - a₂ y[n-2]
private struct Biquad: Sendable {
  let b0: Double
  let b1: Double
  let b2: Double
  let a1: Double
  let a2: Double
  private var one = SIMD2<Double>.zero
  private var two = SIMD2<Double>.zero

  init(b0: Double, b1: Double, b2: Double, a1: Double, a2: Double) {
    (self.b0, self.b1, self.b2, self.a1, self.a2) = (b0, b1, b2, a1, a2)
  }

  /// `gain` dB more above the frequency.
  static func highShelf(at frequency: Double, gain: Double, q: Double, sampleRate: Double) -> Biquad {
    let k = tan(Double.pi * frequency / sampleRate)
    let (high, middle) = (pow(10, gain / 20), pow(10, gain / 20 * 0.49966677))
    let norm = 1 + k / q + k * k
    return Biquad(
      b0: (high + middle * k / q + k * k) / norm, b1: 2 * (k * k - high) / norm,
      b2: (high - middle * k / q + k * k) / norm, a1: 2 * (k * k - 1) / norm,
      a2: (1 - k / q + k * k) / norm)
  }

  /// The standard's high-pass: its numerator isn't scaled.
  static func highPass(at frequency: Double, q: Double, sampleRate: Double) -> Biquad {
    let k = tan(Double.pi * frequency / sampleRate)
    let norm = 1 + k / q + k * k
    return Biquad(b0: 1, b1: -2, b2: 1, a1: 2 * (k * k - 1) / norm, a2: (1 - k / q + k * k) / norm)
  }

  @inline(__always)
  mutating func filter(_ x: SIMD2<Double>) -> SIMD2<Double> {
    let y = one + b0 * x
    one = two + b1 * x - a1 * y
    two = b2 * x - a2 * y
    return y
  }
}
