/// A way of computing a convolution's sums, or those of its gradient, in bands of the target's rows.
///
/// Bands write different cells, so members of a team can compute them at the same time.
protocol BandedSums {
  /// The target's rows that a band writes to.
  var bands: [Range<Int>] { get }
  /// Floats of working memory that `compute` needs.
  var scratchCount: Int { get }

  /// Computes a band.
  ///
  /// - Parameters:
  ///   - source, target: feature maps; the target's cells of the band are written, or added to when `adding`.
  func compute(
    band: Int, from source: UnsafePointer<Float>, adding: Bool, into target: UnsafeMutablePointer<Float>,
    scratch: UnsafeMutablePointer<Float>)
}

/// `0..<count` in runs of `height`, the last one what remains.
func bands(of count: Int, height: Int) -> [Range<Int>] {
  stride(from: 0, to: count, by: height).map { $0..<min($0 + height, count) }
}
