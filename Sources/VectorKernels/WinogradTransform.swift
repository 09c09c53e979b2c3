/// Winograd's minimal filtering F(4x4, 3x3): sixteen outputs of a 3x3 convolution by 36 products instead of 144.
///
/// A tile of 6x6 inputs and the kernel are evaluated as polynomials at the points 0, ±a, ±b and infinity along each
/// dimension; values are multiplied point by point, summed over channels, and interpolated back to 4x4 outputs. The points
/// usually given, ±1 and ±2, lose about two digits; those here, about one.
///
/// - Source: Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016; on points, Barabasz et al.,
///   "Error analysis and improving the accuracy of Winograd convolution for deep neural networks", 2020.
@usableFromInline package enum Winograd {
  /// Outputs along a tile's side.
  @inlinable package static var tile: Int { 4 }
  /// Inputs along a tile's side.
  @inlinable package static var patch: Int { 6 }
  /// Products a tile and channel.
  @inlinable package static var frequencies: Int { 36 }

  @inlinable package static var a: Float { 0.625 }
  @inlinable package static var b: Float { 1.5 }

  /// A 3x3 kernel's 36 factors.
  ///
  /// - Parameter turned: whether the kernel is to be turned by half a turn before.
  package static func factors(
    ofKernel kernel: UnsafePointer<Float>, turned: Bool, into factors: UnsafeMutablePointer<Float>
  ) {
    func row(_ index: Int) -> SIMD4<Double> {
      let cells = turned ? (8 - 3 * index, -1) : (3 * index, 1)
      return SIMD4(
        Double(kernel[cells.0]), Double(kernel[cells.0 + cells.1]), Double(kernel[cells.0 + 2 * cells.1]), 0)
    }
    let columns = self.factors(row(0), row(1), row(2))
    func column(_ index: Int) -> SIMD8<Double> {
      SIMD8(
        columns.0[index], columns.1[index], columns.2[index], columns.3[index], columns.4[index],
        columns.5[index], 0, 0)
    }
    let rows = self.factors(column(0), column(1), column(2))
    for row in 0..<patch {
      factors[row * patch] = Float(rows.0[row])
      factors[row * patch + 1] = Float(rows.1[row])
      factors[row * patch + 2] = Float(rows.2[row])
      factors[row * patch + 3] = Float(rows.3[row])
      factors[row * patch + 4] = Float(rows.4[row])
      factors[row * patch + 5] = Float(rows.5[row])
    }
  }

  /// The polynomial of three coefficients at each of the points, scaled for the interpolation.
  @inline(__always)
  private static func factors<Vector: SIMD>(
    _ first: Vector, _ second: Vector, _ third: Vector
  ) -> Six<Vector> where Vector.Scalar == Double {
    let (a, b) = (Double(a), Double(b))
    let (aScale, bScale) = (1 / (2 * a * a * (a * a - b * b)), 1 / (2 * b * b * (b * b - a * a)))
    let (evenAtA, evenAtB) = (first + third * (a * a), first + third * (b * b))
    return (
      first / (a * a * b * b), (evenAtA + second * a) * aScale, (evenAtA - second * a) * aScale,
      (evenAtB + second * b) * bScale, (evenAtB - second * b) * bScale, third
    )
  }

  /// Six numbers along a line.
  @usableFromInline package typealias Six<Vector> = (Vector, Vector, Vector, Vector, Vector, Vector)

  /// What products want of six inputs of a line.
  @inlinable @inline(__always)
  package static func evaluated<Vector: SIMD>(_ line: Six<Vector>) -> Six<Vector>
  where Vector.Scalar == Float {
    let (squareOfA, squareOfB) = (Vector(repeating: -a * a), Vector(repeating: -b * b))
    let (sum, product) = (Vector(repeating: -(a * a + b * b)), Vector(repeating: a * a * b * b))
    let (a, b) = (Vector(repeating: a), Vector(repeating: b))
    let evenAtA = line.4.addingProduct(squareOfB, line.2)
    let oddAtA = line.3.addingProduct(squareOfB, line.1)
    let evenAtB = line.4.addingProduct(squareOfA, line.2)
    let oddAtB = line.3.addingProduct(squareOfA, line.1)
    return (
      line.4.addingProduct(sum, line.2).addingProduct(product, line.0),
      evenAtA.addingProduct(a, oddAtA), evenAtA.addingProduct(-a, oddAtA),
      evenAtB.addingProduct(b, oddAtB), evenAtB.addingProduct(-b, oddAtB),
      line.5.addingProduct(sum, line.3).addingProduct(product, line.1)
    )
  }

  /// Four outputs of a line from its six products.
  @inlinable @inline(__always)
  package static func interpolated<Vector: SIMD>(_ line: Six<Vector>) -> (Vector, Vector, Vector, Vector)
  where Vector.Scalar == Float {
    let (evenA, oddA) = (line.1 + line.2, line.1 - line.2)
    let (evenB, oddB) = (line.3 + line.4, line.3 - line.4)
    return (
      line.0 + evenA + evenB,
      (a * oddA).addingProduct(Vector(repeating: b), oddB),
      ((a * a) * evenA).addingProduct(Vector(repeating: b * b), evenB),
      line.5.addingProduct(Vector(repeating: a * a * a), oddA)
        .addingProduct(Vector(repeating: b * b * b), oddB)
    )
  }
}

/// A row of tiles on their way into `Winograd`'s products.
@usableFromInline package struct WinogradEvaluation {
  /// The first tile's first cell; tiles are four cells apart.
  @usableFromInline package var input: UnsafePointer<Float>
  /// Floats from one of the input's rows to the next.
  @usableFromInline package var inputRow: Int
  /// Floats a cell, a multiple of 8.
  @usableFromInline package var lanes: Int
  @usableFromInline package var tiles: Int
  /// `[36][tiles][lanes]`
  @usableFromInline package var factors: UnsafeMutablePointer<Float>
  /// Floats from one frequency's factors to the next one's.
  @usableFromInline package var pitch: Int

  @usableFromInline package init(
    input: UnsafePointer<Float>, inputRow: Int, lanes: Int, tiles: Int, factors: UnsafeMutablePointer<Float>,
    pitch: Int
  ) {
    self.input = input
    self.inputRow = inputRow
    self.lanes = lanes
    self.tiles = tiles
    self.factors = factors
    self.pitch = pitch
  }

  @inlinable @inline(__always)
  package func run<Vector: KernelVector>(_ kind: Vector.Type) {
    let wide = lanes / Vector.scalarCount &* Vector.scalarCount
    for tile in 0..<tiles {
      var lane = 0
      while lane < wide {
        evaluate(Vector.self, for: Vector.self, tile, lane)
        lane &+= Vector.scalarCount
      }
      if lane < lanes { evaluate(Vector.Half.self, for: Vector.self, tile, lane) }
    }
  }

  @inlinable
  func evaluate<Vector: KernelVector, Processor>(
    _ kind: Vector.Type, for processor: Processor.Type, _ tile: Int, _ lane: Int
  ) {
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: 36) { half in
      guard let half = half.baseAddress else { return }
      let corner = input + (tile &* 4 &* lanes &+ lane)
      for column in 0..<6 {
        let cell = corner + column &* lanes
        let line = Winograd.evaluated(
          (
            Vector(at: cell), Vector(at: cell + inputRow), Vector(at: cell + 2 &* inputRow),
            Vector(at: cell + 3 &* inputRow), Vector(at: cell + 4 &* inputRow),
            Vector(at: cell + 5 &* inputRow)
          ))
        half[column] = line.0
        half[column &+ 6] = line.1
        half[column &+ 12] = line.2
        half[column &+ 18] = line.3
        half[column &+ 24] = line.4
        half[column &+ 30] = line.5
      }
      var target = factors + (tile &* lanes &+ lane)
      for row in 0..<6 {
        let start = half + row &* 6
        let line = Winograd.evaluated((start[0], start[1], start[2], start[3], start[4], start[5]))
        line.0.store(at: target)
        line.1.store(at: target + pitch)
        line.2.store(at: target + 2 &* pitch)
        line.3.store(at: target + 3 &* pitch)
        line.4.store(at: target + 4 &* pitch)
        line.5.store(at: target + 5 &* pitch)
        target += 6 &* pitch
      }
    }
  }
}

/// A row of tiles' outputs from `Winograd`'s products.
@usableFromInline package struct WinogradInterpolation: EpilogueKernel {
  /// `[36][tiles][lanes]`
  @usableFromInline package var products: UnsafePointer<Float>
  /// Floats from one frequency's products to the next one's.
  @usableFromInline package var pitch: Int
  /// Floats a cell, a multiple of 8.
  @usableFromInline package var lanes: Int
  /// Added to every cell: `[lanes]`
  @usableFromInline package var bias: UnsafePointer<Float>?
  /// `[height][width][lanes]`
  @usableFromInline package var output: UnsafeMutablePointer<Float>
  /// Rows of output, 1 to 4.
  @usableFromInline package var height: Int
  /// Cells in a row of output.
  @usableFromInline package var width: Int
  @usableFromInline package var epilogue: Epilogue

  @usableFromInline package init(
    products: UnsafePointer<Float>, pitch: Int, lanes: Int, bias: UnsafePointer<Float>?,
    output: UnsafeMutablePointer<Float>, height: Int, width: Int, epilogue: Epilogue
  ) {
    self.products = products
    self.pitch = pitch
    self.lanes = lanes
    self.bias = bias
    self.output = output
    self.height = height
    self.width = width
    self.epilogue = epilogue
  }

  @inlinable
  package func run<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled
  ) {
    let wide = lanes / Vector.scalarCount &* Vector.scalarCount
    for tile in 0..<(width &+ 3) / 4 {
      var lane = 0
      while lane < wide {
        interpolate(Vector.self, epilogue, tile, lane)
        lane &+= Vector.scalarCount
      }
      if lane < lanes { interpolate(Vector.Half.self, epilogue, tile, lane) }
    }
  }

  @inlinable
  func interpolate<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ kind: Vector.Type, _ epilogue: Compiled, _ tile: Int, _ lane: Int
  ) {
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: 24) { half in
      guard let half = half.baseAddress else { return }
      let down = 6 &* pitch
      for column in 0..<6 {
        let start = products + (column &* pitch &+ tile &* lanes &+ lane)
        let line = Winograd.interpolated(
          (
            Vector(at: start), Vector(at: start + down), Vector(at: start + 2 &* down),
            Vector(at: start + 3 &* down), Vector(at: start + 4 &* down), Vector(at: start + 5 &* down)
          ))
        half[column] = line.0
        half[column &+ 6] = line.1
        half[column &+ 12] = line.2
        half[column &+ 18] = line.3
      }
      let start: Vector = if let bias { Vector(at: bias + lane) } else { Vector.zero }
      let cells = min(4, width &- 4 &* tile)
      for row in 0..<height {
        let products = half + row &* 6
        let line = Winograd.interpolated(
          (products[0], products[1], products[2], products[3], products[4], products[5]))
        let cell = row &* width &+ 4 &* tile
        store(line.0 + start, epilogue, cell, lane)
        if cells > 1 { store(line.1 + start, epilogue, cell &+ 1, lane) }
        if cells > 2 { store(line.2 + start, epilogue, cell &+ 2, lane) }
        if cells > 3 { store(line.3 + start, epilogue, cell &+ 3, lane) }
      }
    }
  }

  @inlinable @inline(__always)
  func store<Vector: KernelVector, Compiled: CompiledEpilogue>(
    _ sums: Vector, _ epilogue: Compiled, _ cell: Int, _ lane: Int
  ) {
    epilogue.apply(to: sums, cell: cell, lane: lane)
      .store(at: UnsafeMutableRawPointer(output + (cell &* lanes &+ lane)))
  }
}
