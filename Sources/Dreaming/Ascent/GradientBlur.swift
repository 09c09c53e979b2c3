import Foundation

/// Blurs planes in place by a Gaussian; beyond the border there is more of the border.
///
/// - Parameters:
///   - planes: `[3][height][width]`.
///   - deviation: of the Gaussian in pixels, above 0; its bell is cut off at three times that.
func blur(_ planes: UnsafeMutablePointer<Float>, width: Int, height: Int, deviation: Float) {
  let reach = max(1, Int((3 * deviation).rounded(.up)))
  let bell = (0...reach).map { exp(-Float($0 * $0) / (2 * deviation * deviation)) }
  let total = bell[0] + 2 * bell.dropFirst().reduce(0, +)
  let weights = bell.map { $0 / total }
  for row in 0..<3 * height { blurRow(planes + row * width, width: width, weights) }
  for colour in 0..<3 {
    blurColumns(planes + colour * width * height, width: width, height: height, weights)
  }
}

/// - Parameter weights: of the middle and the places at each distance from it.
private func blurRow(_ row: UnsafeMutablePointer<Float>, width: Int, _ weights: [Float]) {
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

private func blurColumns(
  _ plane: UnsafeMutablePointer<Float>, width: Int, height: Int, _ weights: [Float]
) {
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
