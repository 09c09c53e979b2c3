import VectorKernels

/// A matrix of weights and its products with feature maps.
///
/// Every value of a result is one sum in the order of the matrix's rows, so it is the same however the cells are divided
/// among calls and threads. Measured with AVX-512, one thread, on the shipped network's products: 95 to 165 GFLOPS, where
/// OpenBLAS 0.3.21 reaches 75 to 100: the weights are packed once, not at each call.
struct WeightMatrix: Sendable {
  /// Values that go into each of a product's sums.
  let rows: Int
  /// Values a cell gets: as many as there are, rounded up to a multiple of 8 by zeros.
  let columns: Int
  /// As `Product.panels`.
  private let panels: Constants

  /// A matrix of `element(row, column)`.
  init(rows: Int, columns: Int, element: (Int, Int) -> Float) {
    self.rows = rows
    self.columns = Graph.lanes(for: columns)
    panels = Constants(
      Kernels.best.pack(rows, self.columns) { $1 < columns ? element($0, $1) : 0 })
  }

  /// `output = epilogue(input * matrix + bias)`.
  ///
  /// - Parameters:
  ///   - input: `[cells][rows]`
  ///   - inputStride: floats from one cell's row to the next; if nil, `rows`.
  ///   - segments: floats from `input` to where each of a row's segments starts, which are equally long; if nil, rows are whole.
  ///   - bias: `[columns]`
  ///   - output: `[cells][columns]`, not overlapping `input`.
  ///   - outputStride: floats from one cell of the output to the next; if nil, `columns`.
  func multiply(
    _ input: UnsafePointer<Float>, cells: Int, inputStride: Int? = nil,
    segments: UnsafeBufferPointer<Int>? = nil, bias: UnsafePointer<Float>? = nil, epilogue: Epilogue = .plain,
    into output: UnsafeMutablePointer<Float>, outputStride: Int? = nil
  ) {
    Kernels.best.product(
      Product(
        input: input, inputStride: inputStride ?? rows, rows: cells, depth: rows, panels: panels.pointer,
        columns: columns, bias: bias, output: output, outputStride: outputStride ?? columns,
        epilogue: epilogue,
        segments: segments))
  }
}
