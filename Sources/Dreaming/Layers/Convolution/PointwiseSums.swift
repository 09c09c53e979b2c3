import VectorKernels

/// A 1x1 convolution, or its way back: each cell times a matrix.
struct PointwiseSums: BandedSums {
  private let matrix: WeightMatrix
  private let bands: [Range<Int>]

  /// - Parameter cells: of the feature map.
  init(_ matrix: WeightMatrix, cells: Int) {
    self.matrix = matrix
    let floatsInCache = 96 * 1024
    let rowsAtOnce = 12  // by the kernels
    let band = max(16, floatsInCache / (matrix.rows + matrix.columns) / rowsAtOnce) * rowsAtOnce
    bands = Dreaming.bands(of: cells, height: band)
  }

  var count: Int { bands.count }
  var scratchCount: Int { (bands.first?.count ?? 0) * matrix.rows }

  func compute(
    band: Int, from source: MaskedCells, bias: UnsafePointer<Float>?,
    into target: UnsafeMutablePointer<Float>, epilogue: Epilogue, scratch: UnsafeMutablePointer<Float>
  ) {
    let cells = bands[band]
    var input = source.values + cells.lowerBound * matrix.rows
    if source.mask != nil {
      source.copy(from: cells.lowerBound * matrix.rows, count: cells.count * matrix.rows, to: scratch)
      input = UnsafePointer(scratch)
    }
    matrix.multiply(
      input, cells: cells.count, bias: bias, epilogue: epilogue.advanced(byCells: cells.lowerBound),
      into: target + cells.lowerBound * matrix.columns)
  }
}
