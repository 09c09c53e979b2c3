import Dreaming
import Mapping
import Media

/// An unsharp mask of the finished frame: what its luma L differs from its blurred self by is added once more to each colour,
///
///     x ← x + amount (L - blurred L)
///
/// Only light and dark are sharpened, so that no edge gets a fringe of colour.
struct Sharpening {
  /// How often the difference is added; 0 changes nothing.
  private let amount: Float

  init(_ parameters: DreamParameters) {
    amount = Float(parameters[.sharpen])
  }

  /// The picture sharpened; halves are rounded up.
  func apply(to picture: Picture) -> Picture {
    guard amount > 0 else { return picture }
    let luma = picture.luma
    var blurred = luma
    // As wide as looks alike in pictures of any size: a pixel at 288 rows.
    GaussianBlur(deviation: max(0.7, Double(picture.height) / 288))
      .blur(&blurred, width: picture.width, height: picture.height)
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
  var luma: [Float] {
    let weights = Picture.lumaWeights
    return stride(from: 0, to: pixels.count, by: 3).map { index in
      weights.x * Float(pixels[index]) + weights.y * Float(pixels[index + 1])
        + weights.z * Float(pixels[index + 2])
    }
  }
}
