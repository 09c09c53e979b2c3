import VectorKernels

/// A layer's matrix and bias: a convolution as a product of matrices.
struct ConvolutionLayer {
  private let depth: Int
  private let columns: Int
  /// The matrix `[depth][columns]`, as `packForProduct` packs it.
  private let panels: [Float]
  /// `[columns]`
  private let bias: [Float]

  /// Takes the next layer out of the weights: a matrix `[depth][columns]`, and a bias `[columns]`.
  init(depth: Int, columns: Int, from weights: inout ArraySlice<Float16>) {
    let matrix = weights.prefix(depth * columns).map { Float($0) }
    weights = weights.dropFirst(depth * columns)
    bias = weights.prefix(columns).map { Float($0) }
    weights = weights.dropFirst(columns)
    panels = packForProduct(SIMD8<Float>.self, rows: depth, columns: columns) { matrix[$0 * columns + $1] }
    (self.depth, self.columns) = (depth, columns)
  }

  /// Writes input · matrix + bias, `[rows][columns]`, and what `ending` does to it; each row of the input, `depth` long, is
  /// in equal parts at `segments` from where it begins, which is `stride` behind the row before.
  func apply(
    to input: UnsafePointer<Float>, stride: Int, segments: [Int] = [0], rows: Int,
    into output: UnsafeMutablePointer<Float>, epilogue: Epilogue = .plain
  ) {
    segments.withUnsafeBufferPointer { segments in
      panels.withUnsafeBufferPointer { panels in
        bias.withUnsafeBufferPointer { bias in
          Product(
            input: input, inputStride: stride, rows: rows, depth: depth, panels: panels.baseAddress!,
            columns: columns, bias: bias.baseAddress!, output: output, outputStride: columns,
            epilogue: epilogue,
            segments: segments
          ).run(SIMD8<Float>.self)
        }
      }
    }
  }
}
