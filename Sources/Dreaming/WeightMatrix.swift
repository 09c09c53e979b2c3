import COpenBLAS

/// A matrix of weights and its products with feature maps, by OpenBLAS.
///
/// Every product runs in its caller's thread: scenes are what runs in parallel, and a product that is never divided comes out
/// the same whatever else runs. Each band of a `SeparableStep` is a product too: measured over the shipped network's at
/// 512x288 in one thread, a kernel of our own (AVX2, weights packed once) took 44 ms, OpenBLAS 0.3.21 32 ms with its
/// AVX-512 kernels, 53 ms with its AVX2 kernels, and 125 ms with those for processors it doesn't know: see
/// `restartWithFastProducts`.
struct WeightMatrix: Sendable {
  /// Values that go into each of a product's sums.
  let rows: Int
  /// Values a cell gets.
  let columns: Int
  /// `[rows][columns]`
  private let values: Constants

  private static let productsRunInOneThread: Void = openblas_set_num_threads(1)

  /// A matrix of `element(row, column)`.
  init(rows: Int, columns: Int, element: (Int, Int) -> Float) {
    _ = Self.productsRunInOneThread
    self.rows = rows
    self.columns = columns
    values = Constants((0..<rows * columns).map { element($0 / columns, $0 % columns) })
  }

  /// `output = input * matrix`, or `+=` when `adding`.
  ///
  /// - Parameters:
  ///   - input: `[cells][rows]`
  ///   - output: `[cells][columns]`, not overlapping `input`.
  func multiply(
    _ input: UnsafePointer<Float>, cells: Int, adding: Bool, into output: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasNoTrans, Int32(cells), Int32(columns), Int32(rows), 1,
      input, Int32(rows), values.pointer, Int32(columns), adding ? 1 : 0, output, Int32(columns))
  }

  /// `input = output * transposed matrix`, or `+=` when `adding`: a gradient's way back.
  ///
  /// - Parameters:
  ///   - output: `[cells][columns]`
  ///   - input: `[cells][rows]`, not overlapping `output`.
  func multiplyTransposed(
    _ output: UnsafePointer<Float>, cells: Int, adding: Bool, into input: UnsafeMutablePointer<Float>
  ) {
    cblas_sgemm(
      CblasRowMajor, CblasNoTrans, CblasTrans, Int32(cells), Int32(rows), Int32(columns), 1,
      output, Int32(columns), values.pointer, Int32(columns), adding ? 1 : 0, input, Int32(rows))
  }
}
