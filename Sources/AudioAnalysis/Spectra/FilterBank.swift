import Foundation

/// Overlapping triangles on a logarithmic frequency axis, each peaking at its centre and reaching to its
/// neighbours' centres: together they weigh every frequency between the first and the last centre by 1.
struct FilterBank: Sendable {
  /// Frequencies the bands are centred on, in Hz, rising: `[band]`.
  let centres: [Double]
  /// The bins each band adds up, and where its weights begin: `[band]`.
  private let reach: [(bins: Range<Int>, offset: Int)]
  /// One band's after the other's, each with zeros behind that make up a multiple of 8.
  private let weights: [Float]

  /// Bands for a spectrum of `binCount` bins, `binWidth` Hz apart.
  ///
  /// A bin counts as the stretch of `binWidth` Hz around its frequency, so a band narrower than a bin still
  /// gets its share. Bands centred above the highest bin stay empty.
  init(centres: [Double], binWidth: Double, binCount: Int) {
    self.centres = centres
    let nyquist = binWidth * Double(binCount - 1)
    var reach: [(bins: Range<Int>, offset: Int)] = []
    var weights: [Float] = []
    for band in centres.indices {
      let triangle = Triangle(at: band, of: centres)
      guard centres[band] <= nyquist else {
        reach.append((0..<0, weights.count))
        continue
      }
      let first = max(1, Int((triangle.low / binWidth).rounded(.down)))
      let last = min(binCount - 1, Int((triangle.high / binWidth).rounded(.up)))
      reach.append((first..<max(first, last + 1), weights.count))
      for bin in stride(from: first, through: last, by: 1) {
        weights.append(Float(triangle.mean(around: Double(bin) * binWidth, width: binWidth)))
      }
      while (weights.count - reach[band].offset) % 8 > 0 { weights.append(0) }
    }
    (self.reach, self.weights) = (reach, weights)
  }

  /// Centres from `low` Hz up to `high` Hz, equally far apart for the ear: `[count]`.
  static func logarithmic(from low: Double, to high: Double, count: Int) -> [Double] {
    (0..<count).map { low * pow(high / low, Double($0) / Double(count - 1)) }
  }

  /// Power in `bands` of a power spectrum: `[band]`, from the first of `bands` on.
  ///
  ///     Σ over bins of weight · power
  func apply(to spectrum: Spectrum, bands: Range<Int>, into result: UnsafeMutablePointer<Float>) {
    weights.withUnsafeBufferPointer { weights in
      for (place, band) in bands.enumerated() {
        let (bins, offset) = reach[band]
        guard !bins.isEmpty else {
          result[place] = 0
          continue
        }
        result[place] = productSum(
          weights.baseAddress! + offset, spectrum.power + bins.lowerBound, count: bins.count)
      }
    }
  }

  private struct Triangle {
    let low: Double
    let centre: Double
    let high: Double

    init(at band: Int, of centres: [Double]) {
      centre = centres[band]
      low = band > 0 ? centres[band - 1] : centre * centre / centres[band + 1]
      high = band + 1 < centres.count ? centres[band + 1] : centre * centre / centres[band - 1]
    }

    /// Height at a frequency, 0...1: log(f / low) / log(centre / low) on the way up, and so down.
    func height(at frequency: Double) -> Double {
      guard frequency > low, frequency < high else { return 0 }
      return frequency <= centre
        ? log(frequency / low) / log(centre / low) : log(high / frequency) / log(high / centre)
    }

    /// Mean height over a stretch of frequencies.
    func mean(around frequency: Double, width: Double) -> Double {
      let points = 16
      let heights = (0..<points).map {
        height(at: frequency + width * ((Double($0) + 0.5) / Double(points) - 0.5))
      }
      return heights.reduce(0, +) / Double(points)
    }
  }
}
