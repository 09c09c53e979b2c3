import Testing
import VectorKernels

@testable import Dreaming

@Suite struct WinogradTests {
  /// A line of six inputs and a kernel's three cells, by the transforms.
  private func line(_ inputs: [Float], _ kernel: [Float]) -> [Float] {
    // A kernel with one column has the line's factors in its first of six columns of frequencies.
    var column = [Float](repeating: 0, count: Winograd.frequencies)
    Winograd.factors(ofKernel: kernel.flatMap { [$0, 0, 0] }, turned: false, into: &column)
    let scale = Winograd.a * Winograd.a * Winograd.b * Winograd.b
    let values = inputs.map { SIMD2<Float>(repeating: $0) }
    let evaluated = Winograd.evaluated((values[0], values[1], values[2], values[3], values[4], values[5]))
    func product(_ frequency: Int, _ value: SIMD2<Float>) -> SIMD2<Float> {
      value * (column[frequency * 6] * scale)
    }
    let outputs = Winograd.interpolated(
      (
        product(0, evaluated.0), product(1, evaluated.1), product(2, evaluated.2), product(3, evaluated.3),
        product(4, evaluated.4), product(5, evaluated.5)
      ))
    return [outputs.0[0], outputs.1[1], outputs.2[0], outputs.3[1]]
  }

  @Test func eachInputAndKernelCellCountsWhereItShould() {
    for input in 0..<6 {
      for cell in 0..<3 {
        let outputs = line((0..<6).map { $0 == input ? 1 : 0 }, (0..<3).map { $0 == cell ? 1 : 0 })
        for (index, output) in outputs.enumerated() {
          #expect(abs(output - (index + cell == input ? 1 : 0)) < 1e-6)
        }
      }
    }
  }

  /// Rounding against the largest value there can be.
  @Test func roundingStaysSmall() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<1000 {
      let inputs = (0..<6).map { _ in Float.random(in: -1...1, using: &generator) }
      let kernel = (0..<3).map { _ in Float.random(in: -1...1, using: &generator) }
      for (index, output) in line(inputs, kernel).enumerated() {
        let exact = (0..<3).reduce(0.0) { $0 + Double(inputs[index + $1]) * Double(kernel[$1]) }
        #expect(abs(Double(output) - exact) < 3e-6)
      }
    }
  }

  /// A row of tiles, with lanes for whole vectors and halves, and an edge that tiles reach over.
  @Test(arguments: [8, 16, 40], [1, 4, 11])
  func allProcessorsTransformToTheSameBits(lanes: Int, width: Int) {
    let tiles = (width + 3) / 4
    let (row, pitch) = ((tiles * 4 + 2) * lanes, tiles * lanes + 16)
    var generator = SeededGenerator(seed: 4)
    let input = (0..<6 * row).map { _ in Float.random(in: -1...1, using: &generator) }
    let bias = (0..<lanes).map { _ in Float.random(in: -1...1, using: &generator) }
    let results = Kernels.all.map { kernels in
      var factors = [Float](repeating: 0, count: 36 * pitch)
      var output = [Float](repeating: 0, count: 3 * width * lanes)
      factors.withUnsafeMutableBufferPointer { factors in
        output.withUnsafeMutableBufferPointer { output in
          input.withUnsafeBufferPointer { input in
            kernels.winogradEvaluation(
              WinogradEvaluation(
                input: input.baseAddress!, inputRow: row, lanes: lanes, tiles: tiles,
                factors: factors.baseAddress!, pitch: pitch))
          }
          bias.withUnsafeBufferPointer { bias in
            kernels.winogradInterpolation(
              WinogradInterpolation(
                products: factors.baseAddress!, pitch: pitch, lanes: lanes, bias: bias.baseAddress,
                output: output.baseAddress!, height: 3, width: width,
                epilogue: .adding(output.baseAddress!, stride: lanes)))
          }
        }
      }
      return (factors, output)
    }
    #expect(results.allSatisfy { $0 == results[0] })
    #expect(!results[0].1.contains(0))
  }
}
