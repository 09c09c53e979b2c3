/// What a dream climbs: a function of a picture that knows its gradient.
protocol PixelObjective: AnyObject {
  /// The value at `picture`, and its gradient with respect to every pixel.
  ///
  /// Picture and gradient are `[3][height][width]`, pixels on the scale 0...255; there is a weight for each layer.
  func gradient(
    at picture: UnsafePointer<Float>, weights: [Float], into gradient: UnsafeMutablePointer<Float>
  ) -> Float
}

extension Objective: PixelObjective {}

/// Steps up the gradient of an objective, for pictures of one size.
final class Ascent {
  private let width: Int
  private let height: Int
  private let objective: any PixelObjective
  private let normalisation: LaplacianNormalisation
  private let shifted: FloatPicture
  private let gradient: FloatPicture

  init(width: Int, height: Int, objective: any PixelObjective) {
    (self.width, self.height, self.objective) = (width, height, objective)
    normalisation = LaplacianNormalisation(width: width, height: height)
    shifted = FloatPicture(width: width, height: height)
    gradient = FloatPicture(width: width, height: height)
  }

  /// One step: shift the picture by chance, climb, shift back, clamp to 0...255.
  ///
  /// The shift keeps the network's grid of cells from showing in the dream.
  ///
  /// - Parameters:
  ///   - stride: mean change of a value.
  ///   - jitter: largest shift along each axis.
  /// - Returns: the objective's value before the step.
  @discardableResult
  func step(
    _ picture: FloatPicture, weights: [Float], stride: Float, jitter: Int, normalisesBands: Bool,
    generator: inout SeededGenerator
  ) -> Float {
    precondition(picture.width == width && picture.height == height)
    let down = floorModulo(generator.wholeNumber(within: jitter), height)
    let right = floorModulo(generator.wholeNumber(within: jitter), width)
    shift(picture, down: down, right: right)
    let value = objective.gradient(at: shifted.values, weights: weights, into: gradient.values)
    if normalisesBands { normalisation.normalise(gradient.values) }
    let mean = sumOfMagnitudes(gradient.values, count: gradient.count) / Double(gradient.count)
    let scale = Float(Double(stride) / mean)
    if scale.isFinite {  // a flat objective shows no way up
      addShiftedBack(to: picture, scale: scale, down: down, right: right)
    }
    return value
  }

  /// `picture` moved cyclically into `shifted`.
  private func shift(_ picture: FloatPicture, down: Int, right: Int) {
    for row in 0..<3 * height {
      let (channel, y) = row.quotientAndRemainder(dividingBy: height)
      let source = picture.values + row * width
      let target = shifted.values + (channel * height + (y + down) % height) * width
      (target + right).update(from: source, count: width - right)
      target.update(from: source + (width - right), count: right)
    }
  }

  /// Adds `scale` times the gradient, which was taken of the shifted picture.
  private func addShiftedBack(to picture: FloatPicture, scale: Float, down: Int, right: Int) {
    for row in 0..<3 * height {
      let (channel, y) = row.quotientAndRemainder(dividingBy: height)
      let target = picture.values + row * width
      let source = gradient.values + (channel * height + (y + down) % height) * width
      addClamped(source + right, times: scale, to: target, count: width - right)
      addClamped(source, times: scale, to: target + (width - right), count: right)
    }
  }
}

/// `target += scale · source`, kept within 0...255.
@inline(__always)
private func addClamped(
  _ source: UnsafePointer<Float>, times scale: Float, to target: UnsafeMutablePointer<Float>, count: Int
) {
  for i in 0..<count {
    let value = target[i] + scale * source[i]
    target[i] = min(max(value, 0), 255)
  }
}

/// The remainder in `0..<modulus`, for negative values too.
func floorModulo(_ value: Int, _ modulus: Int) -> Int {
  let remainder = value % modulus
  return remainder < 0 ? remainder + modulus : remainder
}
