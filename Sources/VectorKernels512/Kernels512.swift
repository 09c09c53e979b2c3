import VectorKernels

/// The kernels for processors with AVX-512.
package enum Kernels512 {
  package static func pack(
    rows: Int, columns: Int, element: (_ row: Int, _ column: Int) -> Float
  ) -> [Float] {
    packForProduct(SIMD16<Float>.self, rows: rows, columns: columns, element: element)
  }

  package static func run(_ product: Product) {
    product.run(SIMD16<Float>.self)
  }

  package static func run(_ sum: DepthwiseSum) {
    sum.run(SIMD16<Float>.self)
  }

  package static func run(_ evaluation: WinogradEvaluation) {
    evaluation.run(SIMD16<Float>.self)
  }

  package static func run(_ interpolation: WinogradInterpolation) {
    interpolation.run(SIMD16<Float>.self)
  }
}
