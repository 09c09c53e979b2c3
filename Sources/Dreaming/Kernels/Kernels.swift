import CProcessor
import VectorKernels
import VectorKernels512

/// The kernels for this processor: AVX-512's where it has it, else those this module is compiled for.
struct Kernels: Sendable {
  /// Packs a matrix for `product`.
  let pack: @Sendable (_ rows: Int, _ columns: Int, _ element: (Int, Int) -> Float) -> [Float]
  let product: @Sendable (Product) -> Void
  let depthwiseSum: @Sendable (DepthwiseSum) -> Void
  let winogradEvaluation: @Sendable (WinogradEvaluation) -> Void
  let winogradInterpolation: @Sendable (WinogradInterpolation) -> Void

  static let best = all[0]

  /// Those that this processor can run, the best first; their results are the same to the bit.
  static let all = processor_has_avx512() ? [wide, narrow] : [narrow]

  private static let wide = Kernels(
    pack: Kernels512.pack, product: { Kernels512.run($0) },
    depthwiseSum: { Kernels512.run($0) },
    winogradEvaluation: { Kernels512.run($0) }, winogradInterpolation: { Kernels512.run($0) })

  private static let narrow = Kernels(
    pack: { packForProduct(SIMD8<Float>.self, rows: $0, columns: $1, element: $2) },
    product: { $0.run(SIMD8<Float>.self) },
    depthwiseSum: { $0.run(SIMD8<Float>.self) },
    winogradEvaluation: { $0.run(SIMD8<Float>.self) }, winogradInterpolation: { $0.run(SIMD8<Float>.self) })
}
