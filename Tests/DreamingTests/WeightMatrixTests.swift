import Testing

@testable import Dreaming

@Suite struct WeightMatrixTests {
  private let rows = 19
  private let untouched = [Float](repeating: 1000, count: 100)

  private func weight(_ row: Int, _ column: Int) -> Float { Float((row * 7 + column * 3) % 11 - 5) }
  /// Whole numbers: exact in any order of sums.
  private func values(_ count: Int) -> [Float] { (0..<count).map { Float($0 * 5 % 13 - 6) } }

  /// What is there before a product: not to be read, as it may be anything, and room behind it, not to be written.
  private func room(_ count: Int) -> [Float] { [Float](repeating: .nan, count: count) + untouched }

  @Test(arguments: [1, 5, 6, 7, 12, 29, 300], [1, 8, 16, 27, 40, 130])
  func productsAreThoseOfTheTextbook(cells: Int, columns: Int) {
    let matrix = WeightMatrix(rows: rows, columns: columns, element: weight)
    let input = values(cells * rows)
    let product = (0..<cells * columns).map { index in
      (0..<rows).reduce(Float(0)) { $0 + input[index / columns * rows + $1] * weight($1, index % columns) }
    }
    var output = room(cells * columns)
    matrix.multiply(input, cells: cells, adding: false, into: &output)
    #expect(output == product + untouched)
    matrix.multiply(input, cells: cells, adding: true, into: &output)
    #expect(output == product.map { 2 * $0 } + untouched)
  }

  @Test(arguments: [1, 5, 6, 7, 12, 29, 300], [1, 8, 16, 27, 40, 130])
  func transposedProductsAreThoseOfTheTextbook(cells: Int, columns: Int) {
    let matrix = WeightMatrix(rows: rows, columns: columns, element: weight)
    let output = values(cells * columns)
    let product = (0..<cells * rows).map { index in
      (0..<columns).reduce(Float(0)) { $0 + output[index / rows * columns + $1] * weight(index % rows, $1) }
    }
    var input = room(cells * rows)
    matrix.multiplyTransposed(output, cells: cells, adding: false, into: &input)
    #expect(input == product + untouched)
    matrix.multiplyTransposed(output, cells: cells, adding: true, into: &input)
    #expect(input == product.map { 2 * $0 } + untouched)
  }

  @Test func productsSideBySideAreTheSameToTheBit() async {
    let (cells, columns) = (257, 144)
    var generator = SeededGenerator(seed: 1)
    let weights = (0..<rows * columns).map { _ in Float.random(in: -1...1, using: &generator) }
    let input = (0..<cells * rows).map { _ in Float.random(in: -1...1, using: &generator) }
    let matrix = WeightMatrix(rows: rows, columns: columns) { weights[$0 * columns + $1] }
    @Sendable func product() -> [Float] {
      var output = [Float](repeating: 0, count: cells * columns)
      matrix.multiply(input, cells: cells, adding: false, into: &output)
      return output
    }
    let alone = product()
    let same = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { (0..<50).allSatisfy { _ in product() == alone } } }
      return await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }
}
