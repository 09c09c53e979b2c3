import Testing
import VectorKernels

@testable import Dreaming

@Suite struct WeightMatrixTests {
  private let rows = 24
  private let untouched = [Float](repeating: 1000, count: 100)

  private func weight(_ row: Int, _ column: Int) -> Float { Float((row * 7 + column * 3) % 11 - 5) }
  /// Whole numbers: exact in any order of sums.
  private func values(_ count: Int) -> [Float] { (0..<count).map { Float($0 * 5 % 13 - 6) } }

  /// What is there before a product: not to be read, as it may be anything, and room behind it, not to be written.
  private func room(_ count: Int) -> [Float] { [Float](repeating: .nan, count: count) + untouched }

  @Test(arguments: [1, 5, 6, 7, 12, 29, 300], [8, 16, 24, 32, 40, 56, 136])
  func productsAreThoseOfTheTextbook(cells: Int, columns: Int) {
    let matrix = WeightMatrix(rows: rows, columns: columns, element: weight)
    let input = values(cells * rows)
    let bias = (0..<columns).map { Float($0 % 3) }
    let product = (0..<cells * columns).map { index in
      (0..<rows).reduce(bias[index % columns]) {
        $0 + input[index / columns * rows + $1] * weight($1, index % columns)
      }
    }
    var output = room(cells * columns)
    output.withUnsafeMutableBufferPointer { output in
      matrix.multiply(input, cells: cells, bias: bias, into: output.baseAddress!)
    }
    #expect(output == product + untouched)
    output.withUnsafeMutableBufferPointer { output in
      let target = output.baseAddress!
      matrix.multiply(
        input, cells: cells, bias: bias, epilogue: .adding(target, stride: columns), into: target)
    }
    #expect(output == product.map { 2 * $0 } + untouched)
  }

  /// Windows of two cells of two rows of a map, every other cell, into every third cell of the result.
  @Test(arguments: [1, 5, 7, 13, 18, 19, 40], [8, 40])
  func rowsInSegmentsAreReadWhereTheyLie(cells: Int, columns: Int) {
    let (lanes, row) = (6, 90 * 6)
    let matrix = WeightMatrix(rows: rows, columns: columns, element: weight)
    let input = values(2 * row)
    var output = [Float](repeating: 7, count: cells * 3 * columns)
    let segments = [0, row]
    segments.withUnsafeBufferPointer { segments in
      output.withUnsafeMutableBufferPointer { output in
        matrix.multiply(
          input, cells: cells, inputStride: 2 * lanes, segments: segments, into: output.baseAddress!,
          outputStride: 3 * columns)
      }
    }
    for (index, value) in output.enumerated() {
      let (cell, column) = (index / columns / 3, index % columns)
      let sum = (0..<rows).reduce(Float(0)) {
        $0 + input[$1 / 12 * row + cell * 2 * lanes + $1 % 12] * weight($1, column)
      }
      #expect(value == (index / columns % 3 == 0 ? sum : 7))
    }
  }
}
