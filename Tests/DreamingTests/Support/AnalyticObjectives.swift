import Foundation

@testable import Dreaming

extension PixelObjective {
  /// Most of these have one term, whatever it is called.
  func prepare(for terms: [ResolvedTerm]) {}
}

/// Terms of these weights that look at the layers 0, 1...
func weightedTerms(_ weights: Float...) -> [ResolvedTerm] {
  weights.enumerated().map { layer, weight in
    ResolvedTerm(
      term: DreamTerm(text: "\(layer)", layer: "\(layer)", value: Value(node: layer), aim: .layer),
      weight: weight)
  }
}

/// ½ log Σ x²: what a network of a single layer that hands pixels through would be.
final class Brightness: PixelObjective {
  private let count: Int

  init(width: Int, height: Int) {
    count = 3 * width * height
  }

  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float {
    let squares = sumOfSquares(picture, count: count, around: 0)
    for i in 0..<count { gradient[i] = picture[i] / Float(squares) }
    return 0.5 * Float(log(squares))
  }
}

/// Two layers: contrast along rows (0), and contrast along columns (1); ½ log of the sum of squared differences of
/// neighbours.
///
/// As a network's, its gradient depends on the picture, has structure, and grows what is there.
final class Contrast: PixelObjective {
  private let width: Int
  private let height: Int
  private var terms: [(layer: Int, weight: Float)] = []

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
  }

  func prepare(for terms: [ResolvedTerm]) {
    self.terms = terms.map { ($0.term.value.node, $0.weight) }
  }

  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float {
    gradient.update(repeating: 0, count: 3 * width * height)
    var value: Float = 0
    for (layer, weight) in terms where weight > 0 {
      let step = layer == 0 ? (x: 3, y: 0) : (x: 0, y: 3)
      var squares: Float = 1
      for pass in 0...1 {
        for channel in 0..<3 {
          for y in 0..<height - step.y {
            for x in 0..<width - step.x {
              let here = (channel * height + y) * width + x
              let there = here + step.y * width + step.x
              let difference = picture[there] - picture[here]
              if pass == 0 {
                squares += difference * difference
              } else {
                gradient[there] += weight * difference / squares
                gradient[here] -= weight * difference / squares
              }
            }
          }
        }
      }
      value += weight * 0.5 * log(squares)
    }
    return value
  }
}

/// The same slope everywhere.
final class Slope: PixelObjective {
  private let count: Int
  private let slope: Float

  init(count: Int, _ slope: Float) {
    (self.count, self.slope) = (count, slope)
  }

  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float {
    gradient.update(repeating: slope, count: count)
    return 0
  }
}

/// Notes what it is shown; slopes everywhere alike.
final class Probe: PixelObjective {
  private let count: Int
  private(set) var firstValues: [Float] = []

  init(width: Int, height: Int) {
    count = 3 * width * height
  }

  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float {
    firstValues.append(picture[0])
    gradient.update(repeating: 1, count: count)
    return 0
  }
}

extension FloatPicture {
  /// Every pixel another value, within 0...255.
  static func numbered(width: Int, height: Int) -> FloatPicture {
    let picture = FloatPicture(width: width, height: height)
    for i in 0..<picture.count { picture.values[i] = 10 + 200 * Float(i) / Float(picture.count) }
    return picture
  }
}
