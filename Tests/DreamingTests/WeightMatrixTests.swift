import Testing

@testable import Dreaming

@Suite struct WeightMatrixTests {
  @Test(arguments: [1, 5, 6, 7, 12, 29], [1, 8, 16, 27, 40])
  func productsAreThoseOfTheTextbook(cells: Int, columns: Int) {
    let rows = 19
    func weight(_ row: Int, _ column: Int) -> Float { Float((row * 7 + column * 3) % 11 - 5) }
    let matrix = WeightMatrix(rows: rows, columns: columns, element: weight)
    let input = (0..<cells * rows).map { Float($0 * 5 % 13 - 6) }
    // Whole numbers: exact. Room behind, to see that nothing is written there.
    let product = (0..<cells * columns).map { index in
      (0..<rows).reduce(Float(0)) { $0 + input[index / columns * rows + $1] * weight($1, index % columns) }
    }
    var output = [Float](repeating: 1000, count: cells * columns + 100)
    let untouched = [Float](repeating: 1000, count: 100)
    matrix.multiply(input, cells: cells, adding: false, into: &output)
    #expect(output == product + untouched)
    matrix.multiply(input, cells: cells, adding: true, into: &output)
    #expect(output == product.map { 2 * $0 } + untouched)
  }
}
