/// A window of a certain length, and what is heard through it: spectra of the middle and the side, and of both.
final class SpectralWindow {
  /// Power by bin in the middle, in the side, and in both together.
  let mid: Spectrum
  let side: Spectrum
  let sum: Spectrum
  /// Samples needed before and behind a frame's centre.
  var reach: Int { transform.windowLength / 2 + Spectrum.slack }

  /// Hz from one bin to the next.
  var binWidth: Double { sampleRate / Double(transform.size) }
  /// The highest frequency there is, in Hz.
  var nyquist: Double { sampleRate / 2 }

  private let transform: FourierTransform
  private let sampleRate: Double

  /// A window over samples that come at `sampleRate` a second, as near to `seconds` as an even length can be.
  init(seconds: Double, sampleRate: Double) {
    self.sampleRate = sampleRate
    transform = FourierTransform(windowLength: 2 * Int((seconds / 2 * sampleRate).rounded()))
    (mid, side, sum) = (transform.emptySpectrum(), transform.emptySpectrum(), transform.emptySpectrum())
  }

  /// A filter bank for this window's spectra, with bands centred on these frequencies in Hz.
  func bands(_ centres: [Double]) -> FilterBank {
    FilterBank(centres: centres, binWidth: binWidth, binCount: transform.binCount)
  }

  /// A weight by the frequency in Hz, for `Spectrum.total(weighedBy:)`: `[bin]`, and zeros behind.
  func weights(_ weight: (Double) -> Double) -> [Float] {
    (0..<transform.binCount).map { Float(weight(Double($0) * binWidth)) }
      + [Float](repeating: 0, count: Spectrum.slack)
  }

  /// The sample a frame's window is centred on, the nearest to frame * 10 ms.
  func centre(of frame: Int) -> Int {
    Int((Double(frame) * sampleRate / Double(FrameGrid.framesPerSecond)).rounded())
  }

  /// Takes the spectra of the frame, whose samples must be there: `reach` before and behind its centre.
  func analyse(_ frame: Int, _ middle: SampleQueue, _ difference: SampleQueue) {
    let first = centre(of: frame) - transform.windowLength / 2
    middle.withSamples(at: first) { transform.powerSpectrum(of: $0, into: mid) }
    if difference.lastSound > first {
      difference.withSamples(at: first) { transform.powerSpectrum(of: $0, into: side) }
      sum.set(toSumOf: mid, side)
    } else {
      side.silence()
      sum.set(to: mid)
    }
  }
}
