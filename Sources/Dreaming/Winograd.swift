/// Winograd's minimal filtering F(4x4, 3x3): sixteen outputs of a 3x3 convolution by 36 products instead of 144.
///
/// A tile of 6x6 inputs and the kernel are evaluated as polynomials at the points 0, ±a, ±b and infinity along each
/// dimension; values are multiplied point by point, summed over channels, and interpolated back to 4x4 outputs. The points
/// usually given, ±1 and ±2, lose about two digits; those here, about one.
///
/// - Source: Lavin and Gray, "Fast algorithms for convolutional neural networks", CVPR 2016; on points, Barabasz et al.,
///   "Error analysis and improving the accuracy of Winograd convolution for deep neural networks", 2020.
enum Winograd {
  /// Outputs along a tile's side.
  static let tile = 4
  /// Inputs along a tile's side.
  static let patch = 6
  /// Products a tile and channel.
  static let frequencies = 36

  static let a: Float = 0.625
  static let b: Float = 1.5

  /// A 3x3 kernel's 36 factors.
  static func transformed(kernel: [Float]) -> [Float] {
    let rows = (0..<3).map { column in evaluated((0..<3).map { Double(kernel[$0 * 3 + column]) }) }
    return (0..<patch).flatMap { frequency in
      evaluated((0..<3).map { rows[$0][frequency] }).map { Float($0) }
    }
  }

  /// The polynomial of three coefficients at each of the points, scaled for the interpolation.
  private static func evaluated(_ coefficients: [Double]) -> [Double] {
    let (a, b) = (Double(a), Double(b))
    let (even, odd) = ({ (x: Double) in coefficients[0] + coefficients[2] * x * x }, coefficients[1])
    let (aScale, bScale) = (1 / (2 * a * a * (a * a - b * b)), 1 / (2 * b * b * (b * b - a * a)))
    return [
      coefficients[0] / (a * a * b * b), (even(a) + odd * a) * aScale, (even(a) - odd * a) * aScale,
      (even(b) + odd * b) * bScale, (even(b) - odd * b) * bScale, coefficients[2],
    ]
  }

  /// Six numbers along a line.
  typealias Six<Vector> = (Vector, Vector, Vector, Vector, Vector, Vector)

  /// What products want of six inputs of a line.
  @inline(__always)
  static func evaluated<Vector: SIMD>(_ line: Six<Vector>) -> Six<Vector> where Vector.Scalar == Float {
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
  @inline(__always)
  static func interpolated<Vector: SIMD>(_ line: Six<Vector>) -> (Vector, Vector, Vector, Vector)
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
