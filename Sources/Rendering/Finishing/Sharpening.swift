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

  /// Sharpens the frame.
  func apply(to frame: inout FloatFrame) {
    guard amount > 0 else { return }
    let (width, height) = (frame.width, frame.height)
    frame.change { values in
      let luma = luma(of: values)
      var blurred = luma
      // As wide as looks alike in pictures of any size: a pixel at 288 rows.
      GaussianBlur(deviation: max(0.7, Double(height) / 288)).blur(&blurred, width: width, height: height)
      for index in luma.indices {
        let change = amount * (luma[index] - blurred[index])
        for value in 3 * index..<3 * index + 3 { values[value] += change }
      }
    }
  }
}

/// How light each pixel is, `[height][width]`.
///
/// - Parameter values: `[height][width][3]`.
private func luma(of values: UnsafeMutableBufferPointer<Float>) -> [Float] {
  let weights = Picture.lumaWeights
  return [Float](unsafeUninitializedCapacity: values.count / 3) { luma, count in
    count = values.count / 3
    for pixel in 0..<count {
      luma[pixel] =
        weights.x * values[3 * pixel] + weights.y * values[3 * pixel + 1] + weights.z * values[3 * pixel + 2]
    }
  }
}
