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

extension Objective {
  /// The gradient by central differences, (f(x + h) - f(x - h)) / 2h for each pixel: `[3][height][width]`.
  ///
  /// - Parameter step: h.
  func differences(at picture: [Float], weights: [Float], step: Float) -> [Float] {
    picture.indices.map { index in
      let values = [step, -step].map { offset in
        var moved = picture
        moved[index] += offset
        return evaluate(at: moved, weights: weights).value
      }
      return (values[0] - values[1]) / (2 * step)
    }
  }
}
