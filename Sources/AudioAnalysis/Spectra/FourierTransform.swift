import CFFTW3
import Foundation
import Mathematics

/// The power spectrum of windowed excerpts, all of one length: one FFTW plan and its buffers.
///
/// Plans are estimated, never measured, so the same samples give the same bits in every run.
final class FourierTransform {
  /// Samples a window takes.
  let windowLength: Int
  /// Samples the transform takes, zeros behind the window: a product of 2, 3 and 5.
  let size: Int
  /// Bins of the spectrum, from 0 to half the sample rate.
  var binCount: Int { size / 2 + 1 }

  /// `[windowLength]`
  private let window: [Float]
  private let scale: Float
  private let input: UnsafeMutablePointer<Float>
  private let output: UnsafeMutablePointer<fftwf_complex>
  private let plan: fftwf_plan

  /// A Hann-windowed transform of `windowLength` samples, an even number.
  init(windowLength: Int) {
    self.windowLength = windowLength
    size = Self.smoothSize(atLeast: windowLength)
    window = Self.hann(windowLength)
    scale = Float(2 / (Double(size) * window.reduce(0) { $0 + Double($1 * $1) }))
    input = fftwf_alloc_real(size)
    output = fftwf_alloc_complex(size / 2 + 1 + Spectrum.slack)
    input.update(repeating: 0, count: size)
    output.update(repeating: (0, 0), count: size / 2 + 1 + Spectrum.slack)
    plan = FourierPlanner.plan { [size, input, output] in
      fftwf_plan_dft_r2c_1d(Int32(size), input, output, FFTW_ESTIMATE)
    }
  }

  deinit {
    fftwf_destroy_plan(plan)
    fftwf_free(input)
    fftwf_free(output)
  }

  /// A spectrum for this transform to write into.
  func emptySpectrum() -> Spectrum { Spectrum(binCount: binCount) }

  /// Writes the power spectrum of the `windowLength` samples from `samples` on.
  ///
  ///     P(k) = 2 |Σ w(n) x(n) exp(-2πi k n / N)|² / (N · Σ w²)
  ///
  /// By Parseval the values add up to the excerpt's mean square, whatever the sample rate and the size N:
  /// a full-scale sine has 0.5 in all.
  func powerSpectrum(of samples: UnsafePointer<Float>, into spectrum: Spectrum) {
    window.withUnsafeBufferPointer { window in
      for i in 0..<windowLength { input[i] = samples[i] * window[i] }
    }
    fftwf_execute(plan)
    let parts = UnsafeRawPointer(output)
    let power = UnsafeMutableRawPointer(spectrum.power)
    for bin in stride(from: 0, to: binCount, by: 8) {
      let pairs = parts.loadUnaligned(fromByteOffset: bin * 8, as: SIMD16<Float>.self)
      let squares = pairs * pairs
      let sums = (squares.evenHalf + squares.oddHalf) * scale
      power.storeBytes(of: sums, toByteOffset: bin * 4, as: SIMD8<Float>.self)
    }
  }

  /// A periodic Hann window, 0.5 - 0.5 cos(2π n / length): its peak is sample `length / 2`.
  private static func hann(_ length: Int) -> [Float] {
    (0..<length).map { Float(0.5 - 0.5 * cos(2 * Double.pi * Double($0) / Double(length))) }
  }

  /// The least even number of at least `least` whose prime factors are 2, 3 and 5: FFTW is quick with those.
  static func smoothSize(atLeast least: Int) -> Int {
    var size = max(2, least + least % 2)
    while !isSmooth(size) { size += 2 }
    return size
  }

  private static func isSmooth(_ number: Int) -> Bool {
    var rest = number
    for prime in [2, 3, 5] { while rest % prime == 0 { rest /= prime } }
    return rest == 1
  }
}
