/// A matrix product: rows of `depth` values times a matrix of `columns`, packed by `packForProduct`.
///
/// Each result is one sum in the order of the depth, whichever rows are computed with it.
@usableFromInline package struct Product {
  /// `[rows][depth]`; a row may be in several segments.
  @usableFromInline package var input: UnsafePointer<Float>
  /// Floats from one row of the input to the next.
  @usableFromInline package var inputStride: Int
  @usableFromInline package var rows: Int
  @usableFromInline package var depth: Int
  @usableFromInline package var panels: UnsafePointer<Float>
  /// A multiple of 8.
  @usableFromInline package var columns: Int
  /// What sums start with: `[columns]`, or zeros if there is none.
  @usableFromInline package var bias: UnsafePointer<Float>?
  /// `[rows][columns]`
  @usableFromInline package var output: UnsafeMutablePointer<Float>
  /// Floats from one row of the output to the next.
  @usableFromInline package var outputStride: Int
  @usableFromInline package var epilogue: Epilogue
  /// Floats from `input` to where each segment of a row starts, segments being equally long; nil is one at 0.
  @usableFromInline package var segments: UnsafeBufferPointer<Int>?

  @usableFromInline package init(
    input: UnsafePointer<Float>, inputStride: Int, rows: Int, depth: Int, panels: UnsafePointer<Float>,
    columns: Int, bias: UnsafePointer<Float>?, output: UnsafeMutablePointer<Float>, outputStride: Int,
    epilogue: Epilogue, segments: UnsafeBufferPointer<Int>? = nil
  ) {
    self.input = input
    self.inputStride = inputStride
    self.rows = rows
    self.depth = depth
    self.panels = panels
    self.columns = columns
    self.bias = bias
    self.output = output
    self.outputStride = outputStride
    self.epilogue = epilogue
    self.segments = segments
  }

  @inlinable @inline(__always)
  var segmentCount: Int { segments?.count ?? 1 }

  @inlinable @inline(__always)
  func segment(_ index: Int) -> Int { segments?[index] ?? 0 }
}

/// A matrix in the order in which products read it: panels of two vectors of columns, then one of one vector, then one of
/// half a vector, as far as there are columns; each panel row by row.
///
/// - Parameters:
///   - rows: the product's depth.
///   - columns: a multiple of 8.
package func packForProduct<Vector: KernelVector>(
  _ kind: Vector.Type, rows: Int, columns: Int, element: (_ row: Int, _ column: Int) -> Float
) -> [Float] {
  var packed: [Float] = []
  packed.reserveCapacity(rows * columns)
  var column = 0
  for width in [2 * Vector.scalarCount, Vector.scalarCount, 8] {
    while column + width <= columns {
      for row in 0..<rows {
        for lane in column..<column + width { packed.append(element(row, lane)) }
      }
      column += width
    }
  }
  return packed
}

extension Product: EpilogueKernel {
  @inlinable
  package func run<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled
  ) {
    var column = 0
    while column &+ 2 &* Vector.scalarCount <= columns {
      runPanel(Vector.self, epilogue, pairs: true, column)
      column &+= 2 &* Vector.scalarCount
    }
    if column &+ Vector.scalarCount <= columns {
      runPanel(Vector.self, epilogue, pairs: false, column)
      column &+= Vector.scalarCount
    }
    if column < columns { runPanel(Vector.Half.self, epilogue, pairs: false, column) }
  }

  /// All rows of one panel: blocks of rows as the registers allow, the last one moved back over rows that are done already.
  @inlinable @inline(__always)
  func runPanel<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, pairs: Bool, _ column: Int
  ) {
    var row = 0
    if rows >= 12 && Vector.rowsAtOnce == 12 {
      // Up to six that remain are cheaper by themselves.
      while row &+ 6 < rows {
        let first = min(row, rows &- 12)
        if pairs {
          twelveRowsOfPairs(Vector.self, epilogue, first, from: row, column)
        } else {
          twelveRows(Vector.self, epilogue, first, from: row, column)
        }
        row = first &+ 12
      }
    }
    if rows >= 6 {
      while row < rows {
        let first = min(row, rows &- 6)
        if pairs {
          sixRowsOfPairs(Vector.self, epilogue, first, from: row, column)
        } else {
          sixRows(Vector.self, epilogue, first, from: row, column)
        }
        row = first &+ 6
      }
    } else {
      while row < rows {
        oneRow(Vector.self, epilogue, row, pairs: pairs, column)
        row &+= 1
      }
    }
  }

  @inlinable @inline(__always)
  func twelveRowsOfPairs<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ first: Int, from: Int, _ column: Int
  ) {
    var topLeft = SixSums(start(Vector.self, column))
    var topRight = SixSums(start(Vector.self, column &+ Vector.scalarCount))
    var (lowLeft, lowRight) = (topLeft, topRight)
    let segments = segmentCount
    let segmentBytes = 2 &* Vector.bytes &* (depth / segments)
    var panel = UnsafeRawPointer(panels + column &* depth)
    for segment in 0..<segments {
      let offset = self.segment(segment)
      var rows = (SixRows(self, first, offset), SixRows(self, first &+ 6, offset))
      let segmentEnd = panel + segmentBytes
      while panel < segmentEnd {
        let (left, right) = (Vector(at: panel), Vector(at: panel + Vector.bytes))
        topLeft.add(rows.0, times: left)
        topRight.add(rows.0, times: right)
        lowLeft.add(rows.1, times: left)
        lowRight.add(rows.1, times: right)
        rows.0.advance()
        rows.1.advance()
        panel += 2 &* Vector.bytes
      }
    }
    store(topLeft, epilogue, first, from: from, column)
    store(topRight, epilogue, first, from: from, column &+ Vector.scalarCount)
    store(lowLeft, epilogue, first &+ 6, from: from, column)
    store(lowRight, epilogue, first &+ 6, from: from, column &+ Vector.scalarCount)
  }

  @inlinable @inline(__always)
  func twelveRows<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ first: Int, from: Int, _ column: Int
  ) {
    var top = SixSums(start(Vector.self, column))
    var low = top
    let segments = segmentCount
    let segmentBytes = Vector.bytes &* (depth / segments)
    var panel = UnsafeRawPointer(panels + column &* depth)
    for segment in 0..<segments {
      let offset = self.segment(segment)
      var rows = (SixRows(self, first, offset), SixRows(self, first &+ 6, offset))
      let segmentEnd = panel + segmentBytes
      while panel < segmentEnd {
        let weights = Vector(at: panel)
        top.add(rows.0, times: weights)
        low.add(rows.1, times: weights)
        rows.0.advance()
        rows.1.advance()
        panel += Vector.bytes
      }
    }
    store(top, epilogue, first, from: from, column)
    store(low, epilogue, first &+ 6, from: from, column)
  }

  @inlinable @inline(__always)
  func sixRowsOfPairs<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ first: Int, from: Int, _ column: Int
  ) {
    var left = SixSums(start(Vector.self, column))
    var right = SixSums(start(Vector.self, column &+ Vector.scalarCount))
    let segments = segmentCount
    let segmentBytes = 2 &* Vector.bytes &* (depth / segments)
    var panel = UnsafeRawPointer(panels + column &* depth)
    for segment in 0..<segments {
      var rows = SixRows(self, first, self.segment(segment))
      let segmentEnd = panel + segmentBytes
      while panel < segmentEnd {
        let (leftWeights, rightWeights) = (Vector(at: panel), Vector(at: panel + Vector.bytes))
        left.add(rows, times: leftWeights)
        right.add(rows, times: rightWeights)
        rows.advance()
        panel += 2 &* Vector.bytes
      }
    }
    store(left, epilogue, first, from: from, column)
    store(right, epilogue, first, from: from, column &+ Vector.scalarCount)
  }

  @inlinable @inline(__always)
  func sixRows<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ first: Int, from: Int, _ column: Int
  ) {
    var sums = SixSums(start(Vector.self, column))
    let segments = segmentCount
    let segmentBytes = Vector.bytes &* (depth / segments)
    var panel = UnsafeRawPointer(panels + column &* depth)
    for segment in 0..<segments {
      var rows = SixRows(self, first, self.segment(segment))
      let segmentEnd = panel + segmentBytes
      while panel < segmentEnd {
        sums.add(rows, times: Vector(at: panel))
        rows.advance()
        panel += Vector.bytes
      }
    }
    store(sums, epilogue, first, from: from, column)
  }

  @inlinable @inline(__always)
  func oneRow<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ row: Int, pairs: Bool, _ column: Int
  ) {
    let width = pairs ? 2 &* Vector.scalarCount : Vector.scalarCount
    var lane = 0
    while lane < width {
      var sums = start(Vector.self, column &+ lane)
      var panel = UnsafeRawPointer(panels + (column &* depth &+ lane))
      for segment in 0..<segmentCount {
        let values = input + (row &* inputStride &+ self.segment(segment))
        for index in 0..<depth / segmentCount {
          sums.addProduct(Vector(repeating: values[index]), Vector(at: panel))
          panel += width &* 4
        }
      }
      store(sums, epilogue, row, column &+ lane)
      lane &+= Vector.scalarCount
    }
  }

  /// What the sums of a vector of columns start with.
  @inlinable @inline(__always)
  func start<Vector: KernelVector>(_ kind: Vector.Type, _ column: Int) -> Vector {
    if let bias { Vector(at: bias + column) } else { Vector.zero }
  }

  /// Ends and stores six rows, but for those before row `from`, which are done.
  @inlinable @inline(__always)
  func store<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ sums: SixSums<Vector>, _ epilogue: Compiled, _ first: Int, from: Int, _ column: Int
  ) {
    if first >= from { store(sums.first, epilogue, first, column) }
    if first &+ 1 >= from { store(sums.second, epilogue, first &+ 1, column) }
    if first &+ 2 >= from { store(sums.third, epilogue, first &+ 2, column) }
    if first &+ 3 >= from { store(sums.fourth, epilogue, first &+ 3, column) }
    if first &+ 4 >= from { store(sums.fifth, epilogue, first &+ 4, column) }
    if first &+ 5 >= from { store(sums.sixth, epilogue, first &+ 5, column) }
  }

  @inlinable @inline(__always)
  func store<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ sums: Vector, _ epilogue: Compiled, _ row: Int, _ column: Int
  ) {
    epilogue.apply(to: sums, cell: row, lane: column)
      .store(at: UnsafeMutableRawPointer(output + (row &* outputStride &+ column)))
  }
}

/// The values of six rows that are next to be multiplied: two pointers, for a processor has few registers for them.
@usableFromInline
struct SixRows {
  @usableFromInline var upper: UnsafePointer<Float>
  @usableFromInline var lower: UnsafePointer<Float>
  @usableFromInline let stride: Int

  @inlinable @inline(__always)
  init(_ product: Product, _ row: Int, _ offset: Int) {
    stride = product.inputStride
    upper = product.input + (row &* stride &+ offset)
    lower = upper + 3 &* stride
  }

  @inlinable @inline(__always)
  mutating func advance() {
    upper += 1
    lower += 1
  }
}

/// Sums of six rows, for one vector of columns: as separate properties, so that each stays in a register.
@usableFromInline
struct SixSums<Vector: KernelVector> {
  @usableFromInline var first: Vector
  @usableFromInline var second: Vector
  @usableFromInline var third: Vector
  @usableFromInline var fourth: Vector
  @usableFromInline var fifth: Vector
  @usableFromInline var sixth: Vector

  @inlinable @inline(__always)
  init(_ start: Vector) {
    (first, second, third, fourth, fifth, sixth) = (start, start, start, start, start, start)
  }

  @inlinable @inline(__always)
  mutating func add(_ rows: SixRows, times weights: Vector) {
    first.addProduct(Vector(repeating: rows.upper[0]), weights)
    second.addProduct(Vector(repeating: rows.upper[rows.stride]), weights)
    third.addProduct(Vector(repeating: rows.upper[2 &* rows.stride]), weights)
    fourth.addProduct(Vector(repeating: rows.lower[0]), weights)
    fifth.addProduct(Vector(repeating: rows.lower[rows.stride]), weights)
    sixth.addProduct(Vector(repeating: rows.lower[2 &* rows.stride]), weights)
  }
}
