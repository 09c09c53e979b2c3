import VectorKernels

/// A way of computing a convolution's sums, or those of its gradient, in bands of the target's rows.
///
/// Bands write different cells, so members of a team can compute them at the same time.
protocol BandedSums {
  /// Bands there are.
  var count: Int { get }
  /// Floats of working memory that a band needs.
  var scratchCount: Int { get }

  /// Computes a band.
  ///
  /// - Parameters:
  ///   - bias: added to each cell, `[lanes]`.
  ///   - target: a feature map, whose cells of the band are written.
  ///   - epilogue: for the whole target.
  func compute(
    band: Int, from source: MaskedCells, bias: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>, epilogue: Epilogue, scratch: UnsafeMutablePointer<Float>)
}

/// A feature map, or what a mask lets pass of it.
struct MaskedCells {
  var values: UnsafePointer<Float>
  /// A bit for each value.
  var mask: UnsafeRawPointer?

  /// Copies `count` values from the `start`th on, all of them multiples of 8 if there is a mask.
  func copy(from start: Int, count: Int, to target: UnsafeMutablePointer<Float>) {
    if let mask {
      Clamp.backward(values + start, mask: mask + start / 8, count: count, into: target)
    } else {
      target.update(from: values + start, count: count)
    }
  }
}

/// `0..<count` in runs of `height`, the last one what remains.
func bands(of count: Int, height: Int) -> [Range<Int>] {
  bands(of: 0..<count, height: height)
}

/// The same of any range.
func bands(of range: Range<Int>, height: Int) -> [Range<Int>] {
  stride(from: range.lowerBound, to: range.upperBound, by: height).map {
    $0..<min($0 + height, range.upperBound)
  }
}
