import Foundation
import Mapping
import Media

/// An unsharp mask of the finished frame: what its light differs from its blurred self by is added once more.
///
/// Only light and dark are sharpened (luma, bt709), so that no edge gets a fringe of colour.
struct Sharpening {
  /// How often the difference is added; 0 changes nothing.
  private let amount: Float

  init(_ parameters: DreamParameters) {
    amount = Float(parameters[.sharpen])
  }

  func apply(to picture: Picture) -> Picture {
    guard amount > 0 else { return picture }
    let luma = picture.luma
    let blurred = Blur(forHeight: picture.height).blur(luma, width: picture.width)
    var result = picture
    result.pixels.withUnsafeMutableBufferPointer { pixels in
      for index in luma.indices {
        let change = amount * (luma[index] - blurred[index])
        for value in 3 * index..<3 * index + 3 {
          pixels[value] = UInt8(min(max(Float(pixels[value]) + change, 0), 255).rounded())
        }
      }
    }
    return result
  }
}

extension Picture {
  /// How light each pixel is, 0...255, `[height][width]`.
  fileprivate var luma: [Float] {
    stride(from: 0, to: pixels.count, by: 3).map { index in
      0.2126 * Float(pixels[index]) + 0.7152 * Float(pixels[index + 1]) + 0.0722 * Float(pixels[index + 2])
    }
  }
}

/// A Gaussian over a plane, beyond whose border there is more of the border.
private struct Blur {
  /// Of the middle and of the places at each distance from it.
  let weights: [Float]

  /// As wide as looks alike in pictures of any size: a pixel at 288 rows.
  init(forHeight height: Int) {
    let deviation = max(0.7, Double(height) / 288)
    let bell = (0...Int((3 * deviation).rounded(.up))).map {
      exp(-Double($0 * $0) / (2 * deviation * deviation))
    }
    let total = bell[0] + 2 * bell.dropFirst().reduce(0, +)
    weights = bell.map { Float($0 / total) }
  }

  func blur(_ plane: [Float], width: Int) -> [Float] {
    let height = plane.count / width
    let across = pass(plane, lines: height, lineStep: width, count: width, step: 1)
    return pass(across, lines: width, lineStep: 1, count: height, step: width)
  }

  /// Blurs lines of `count` values that lie `step` apart.
  private func pass(_ plane: [Float], lines: Int, lineStep: Int, count: Int, step: Int) -> [Float] {
    var result = plane
    for line in 0..<lines {
      let start = line * lineStep
      for place in 0..<count {
        var sum = weights[0] * plane[start + place * step]
        for distance in 1..<weights.count {
          let before = max(place - distance, 0)
          let after = min(place + distance, count - 1)
          sum += weights[distance] * (plane[start + before * step] + plane[start + after * step])
        }
        result[start + place * step] = sum
      }
    }
    return result
  }
}
