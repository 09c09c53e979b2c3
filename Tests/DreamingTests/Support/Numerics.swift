@testable import Dreaming

/// The size of the difference of two arrays, relative to the second's: |a - b| / |b|.
func relativeError(_ a: [some BinaryFloatingPoint], _ b: [some BinaryFloatingPoint]) -> Double {
  guard a.count == b.count else { return .infinity }
  var (difference, size) = (0.0, 0.0)
  for (x, y) in zip(a, b) {
    difference += (Double(x) - Double(y)) * (Double(x) - Double(y))
    size += Double(y) * Double(y)
  }
  return (difference / size).squareRoot()
}

/// Noise, `[3][height][width]`, 0...255.
func randomPicture(width: Int, height: Int) -> [Float] {
  var generator = SeededGenerator(seed: 3)
  return (0..<3 * width * height).map { _ in Float.random(in: 0...255, using: &generator) }
}

/// A function's gradient by central differences, (f(x + h) - f(x - h)) / 2h for each of its arguments in turn.
///
/// - Parameter step: h.
func centralDifferences(
  at point: [Float], step: Float, of function: ([Float]) throws -> Float
) rethrows -> [Float] {
  try point.indices.map { index in
    let values = try [step, -step].map { offset in
      var moved = point
      moved[index] += offset
      return try function(moved)
    }
    return (values[0] - values[1]) / (2 * step)
  }
}

extension Objective {
  /// Value and gradient, `[3][height][width]`, as arrays.
  ///
  /// - Parameter weights: of the terms it was prepared for, `[term]`.
  func evaluate(at picture: [Float], weights: [Float]) -> (value: Float, gradient: [Float]) {
    try! prepare(for: zip(parts, weights).map { ResolvedTerm(term: $0.term, weight: $1) })
    var gradient = [Float](repeating: .nan, count: picture.count)
    let value = self.gradient(at: picture, into: &gradient)
    return (value, gradient)
  }
}
