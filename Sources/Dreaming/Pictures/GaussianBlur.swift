import Foundation

/// A Gaussian blur of planes; beyond the border there is more of the border.
///
/// Along rows, then along columns,
///
///     y[n] = w[0] x[n] + Σ w[d] (x[n - d] + x[n + d]),   w[d] in proportion to e^(-d² / 2σ²),   d = 1...⌈3σ⌉
package struct GaussianBlur {
  /// w: of the middle and of the places at each distance from it; at least two.
  private let weights: [Float]

  /// A blur whose weights are computed in single precision.
  ///
  /// - Parameter deviation: σ in pixels, above 0.
  init(deviation: Float) {
    self.init(deviation: deviation) { exp($0) }
  }

  /// A blur whose weights are computed in double precision: their last bits may be others, and so may those of pictures.
  ///
  /// - Parameter deviation: σ in pixels, above 0.
  package init(deviation: Double) {
    self.init(deviation: deviation) { exp($0) }
  }

  private init<Number: BinaryFloatingPoint>(deviation: Number, exponential: (Number) -> Number) {
    let reach = max(1, Int((3 * deviation).rounded(.up)))
    let bell = (0...reach).map { exponential(-Number($0 * $0) / (2 * deviation * deviation)) }
    let total = bell[0] + 2 * bell.dropFirst().reduce(0, +)
    weights = bell.map { Float($0 / total) }
  }

  /// Blurs planes, `[planes][height][width]`, in place.
  package func blur(_ values: UnsafeMutablePointer<Float>, planes: Int = 1, width: Int, height: Int) {
    for row in 0..<planes * height { blurRow(values + row * width, width: width) }
    for plane in 0..<planes { blurColumns(values + plane * width * height, width: width, height: height) }
  }

  private func blurRow(_ row: UnsafeMutablePointer<Float>, width: Int) {
    let reach = weights.count - 1
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width + 2 * reach) { wide in
      for x in wide.indices { wide.initializeElement(at: x, to: row[min(max(x - reach, 0), width - 1)]) }
      for x in 0..<width { row[x] = weights[0] * wide[x + reach] }
      for distance in 1...reach {
        let weight = weights[distance]
        for x in 0..<width { row[x] += weight * (wide[x + reach - distance] + wide[x + reach + distance]) }
      }
    }
  }

  private func blurColumns(_ plane: UnsafeMutablePointer<Float>, width: Int, height: Int) {
    let reach = weights.count - 1
    // The rows around the one at work as they were; row y is kept at y % kept.
    let kept = min(2 * reach + 1, height)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: kept * width) { rows in
      guard let rows = rows.baseAddress else { return }
      rows.initialize(repeating: 0, count: kept * width)
      func before(_ y: Int) -> UnsafeMutablePointer<Float> {
        rows + min(max(y, 0), height - 1) % kept * width
      }
      for y in 0..<min(reach, height) { before(y).update(from: plane + y * width, count: width) }
      for y in 0..<height {
        if y + reach < height { before(y + reach).update(from: plane + (y + reach) * width, count: width) }
        let row = plane + y * width
        let middle = before(y)
        for x in 0..<width { row[x] = weights[0] * middle[x] }
        for distance in 1...reach {
          let (above, below, weight) = (before(y - distance), before(y + distance), weights[distance])
          for x in 0..<width { row[x] += weight * (above[x] + below[x]) }
        }
      }
    }
  }
}
