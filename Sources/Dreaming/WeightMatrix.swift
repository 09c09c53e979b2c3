/// A matrix of weights, laid out once for fast products with feature maps.
///
/// Ours rather than a BLAS: weights never change, so they are packed once instead of at every product, any AVX2 processor
/// gets the fast kernel, and the order of sums, hence every bit, is the same on all of them.
struct WeightMatrix: Sendable {
  /// Values that go into each of a product's sums.
  let rows: Int
  /// Values a cell gets.
  let columns: Int
  /// `[columns / 16, rounded up][rows][16]`, zeros beyond the last column.
  private let panels: Constants

  /// Columns in a panel, two AVX2 registers.
  private static let panelWidth = 16
  /// Cells of a feature map done at once: six by two sums, and what is multiplied, fill the sixteen registers.
  private static let tileHeight = 6

  /// A matrix of `element(row, column)`.
  init(rows: Int, columns: Int, element: (Int, Int) -> Float) {
    self.rows = rows
    self.columns = columns
    let width = Self.panelWidth
    let panelCount = (columns + width - 1) / width
    var values = [Float](repeating: 0, count: panelCount * rows * width)
    for row in 0..<rows {
      for column in 0..<columns {
        values[(column / width * rows + row) * width + column % width] = element(row, column)
      }
    }
    panels = Constants(values)
  }

  /// `output = input * matrix`, or `+=` when `adding`.
  ///
  /// - Parameters:
  ///   - input: `[cells][rows]`
  ///   - output: `[cells][columns]`, not overlapping `input`.
  func multiply(
    _ input: UnsafePointer<Float>, cells: Int, adding: Bool, into output: UnsafeMutablePointer<Float>
  ) {
    let width = Self.panelWidth
    for cell in stride(from: 0, to: cells, by: Self.tileHeight) {
      let height = min(Self.tileHeight, cells - cell)
      let (source, target) = (input + cell * rows, output + cell * columns)
      for column in stride(from: 0, to: columns, by: width) {
        let panel = UnsafeRawPointer(panels.pointer + column * rows)
        let whole = height == Self.tileHeight
        if whole, columns - column >= width {
          tile(
            SIMD16<Float>.self, source, height: height, panel, adding: adding, into: target + column,
            pitch: columns)
        } else if whole, columns - column == width / 2 {
          tile(
            SIMD8<Float>.self, source, height: height, panel, adding: adding, into: target + column,
            pitch: columns)
        } else {
          partialTile(
            source, height: height, panel, width: min(width, columns - column), adding: adding,
            into: target + column)
        }
      }
    }
  }

  /// Six cells times a vector of columns. With a lower `height`, the last cell stands in for those below it.
  @inline(__always)
  private func tile<Vector: SIMD>(
    _ vector: Vector.Type, _ input: UnsafePointer<Float>, height: Int, _ panel: UnsafeRawPointer,
    adding: Bool,
    into output: UnsafeMutablePointer<Float>, pitch: Int
  ) where Vector.Scalar == Float {
    let last = height &- 1
    let (input1, input2) = (input + min(1, last) &* rows, input + min(2, last) &* rows)
    let (input3, input4) = (input + min(3, last) &* rows, input + min(4, last) &* rows)
    let input5 = input + min(5, last) &* rows
    let output = UnsafeMutableRawPointer(output)
    let pitch = pitch &* 4
    var (sum0, sum1, sum2) = (Vector(repeating: 0), Vector(repeating: 0), Vector(repeating: 0))
    var (sum3, sum4, sum5) = (Vector(repeating: 0), Vector(repeating: 0), Vector(repeating: 0))
    if adding {
      sum0 = output.loadUnaligned(as: Vector.self)
      sum1 = output.loadUnaligned(fromByteOffset: pitch, as: Vector.self)
      sum2 = output.loadUnaligned(fromByteOffset: 2 &* pitch, as: Vector.self)
      sum3 = output.loadUnaligned(fromByteOffset: 3 &* pitch, as: Vector.self)
      sum4 = output.loadUnaligned(fromByteOffset: 4 &* pitch, as: Vector.self)
      sum5 = output.loadUnaligned(fromByteOffset: 5 &* pitch, as: Vector.self)
    }
    var row = 0
    while row < rows {
      let weights = panel.loadUnaligned(fromByteOffset: row &* 64, as: Vector.self)
      sum0.addProduct(weights, Vector(repeating: input[row]))
      sum1.addProduct(weights, Vector(repeating: input1[row]))
      sum2.addProduct(weights, Vector(repeating: input2[row]))
      sum3.addProduct(weights, Vector(repeating: input3[row]))
      sum4.addProduct(weights, Vector(repeating: input4[row]))
      sum5.addProduct(weights, Vector(repeating: input5[row]))
      row &+= 1
    }
    output.storeBytes(of: sum0, as: Vector.self)
    output.storeBytes(of: sum1, toByteOffset: pitch, as: Vector.self)
    output.storeBytes(of: sum2, toByteOffset: 2 &* pitch, as: Vector.self)
    output.storeBytes(of: sum3, toByteOffset: 3 &* pitch, as: Vector.self)
    output.storeBytes(of: sum4, toByteOffset: 4 &* pitch, as: Vector.self)
    output.storeBytes(of: sum5, toByteOffset: 5 &* pitch, as: Vector.self)
  }

  /// A tile at the feature map's end or the matrix's, by way of a whole one.
  private func partialTile(
    _ input: UnsafePointer<Float>, height: Int, _ panel: UnsafeRawPointer, width: Int, adding: Bool,
    into output: UnsafeMutablePointer<Float>
  ) {
    let pitch = Self.panelWidth
    withUnsafeTemporaryAllocation(of: Float.self, capacity: Self.tileHeight * pitch) { whole in
      whole.initialize(repeating: 0)
      guard let start = whole.baseAddress else { return }
      tile(SIMD16<Float>.self, input, height: height, panel, adding: false, into: start, pitch: pitch)
      for cell in 0..<height {
        let (source, target) = (start + cell * pitch, output + cell * columns)
        if adding {
          for column in 0..<width { target[column] += source[column] }
        } else {
          for column in 0..<width { target[column] = source[column] }
        }
      }
    }
  }
}
