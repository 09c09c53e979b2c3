import Media

/// How far one step goes, and which way.
struct AscentStep {
  /// Mean change of a value by the gradient.
  var length: Float
  /// Largest shift along each axis.
  var jitter = 0
  /// Whether every frequency band of the gradient gets the same strength.
  var normalisesBands = true
  /// Standard deviation, in pixels, of the gradient's blur; 0 for none.
  var blur: Float = 0
  /// How far the step also goes toward a smoother picture, as a part of `length`.
  var smoothing: Float = 0
  /// Whether values are kept within 0...255.
  var clips = true
}

/// What an ascent works in during a step.
struct AscentStorage {
  /// The shifted picture, then the slope of its roughness.
  fileprivate let shifted: PlaneStorage
  fileprivate let gradient: PlaneStorage

  /// - Parameter size: the largest it has to do for.
  init(_ size: PictureSize) {
    shifted = PlaneStorage(count: 3 * size.area)
    gradient = PlaneStorage(count: 3 * size.area)
  }
}

/// Steps up the gradient of an objective, for pictures of one size.
///
/// With g the gradient at the picture x as it stands, normalised and blurred as the step says, s its length, and TV the
/// picture's total variation, a step is
///
///     x ← x + s g / mean|g| - s smoothing ∇TV(x)
///
/// kept within 0...255 after each of the two if the step clips.
final class Ascent {
  private let width: Int
  private let height: Int
  private let objective: any PixelObjective
  private let team: Team
  private let normalisation: LaplacianNormalisation
  private let shifted: FloatPicture
  private let gradient: FloatPicture

  /// - Parameters:
  ///   - storage: what ascents of other sizes use as well, one after another; of its own if nil.
  ///   - team: who takes the steps.
  init(
    width: Int, height: Int, objective: any PixelObjective, storage: AscentStorage? = nil,
    team: Team = Team(size: 1)
  ) {
    (self.width, self.height, self.objective, self.team) = (width, height, objective, team)
    normalisation = LaplacianNormalisation(width: width, height: height)
    let storage = storage ?? AscentStorage(PictureSize(width: width, height: height))
    shifted = FloatPicture(width: width, height: height, in: storage.shifted)
    gradient = FloatPicture(width: width, height: height, in: storage.gradient)
  }

  /// Makes these terms what is climbed from now on.
  ///
  /// - Throws: as `PixelObjective.prepare`.
  func prepare(for terms: [ResolvedTerm]) throws(DreamError) {
    try objective.prepare(for: terms)
  }

  /// One step: shift the picture by chance, climb, shift back.
  ///
  /// The shift keeps the network's grid of cells from showing in the dream.
  ///
  /// - Returns: the objective's value before the step.
  @discardableResult
  func climb(_ picture: FloatPicture, by step: AscentStep, generator: inout SeededGenerator) -> Float {
    precondition(picture.width == width && picture.height == height)
    let down = floorModulo(generator.wholeNumber(within: step.jitter), height)
    let right = floorModulo(generator.wholeNumber(within: step.jitter), width)
    shift(picture, down: down, right: right)
    let value = objective.gradient(at: shifted.values, into: gradient.values)
    if step.normalisesBands { normalisation.normalise(gradient.values, with: team) }
    if step.blur > 0 {
      GaussianBlur(deviation: step.blur).blur(gradient.values, planes: 3, width: width, height: height)
    }
    let mean = sumOfMagnitudes(gradient.values, count: gradient.count) / Double(gradient.count)
    let scale = Float(Double(step.length) / mean)
    guard scale.isFinite else { return value }  // a flat objective shows no way up
    let range = step.clips ? 0...255 : -Float.greatestFiniteMagnitude...Float.greatestFiniteMagnitude
    let smoothing = step.length * step.smoothing
    if smoothing > 0 {
      slopeOfTotalVariation(picture.values, width: width, height: height, into: shifted.values)
    }
    addShiftedBack(to: picture, scale: scale, down: down, right: right, within: range)
    if smoothing > 0 {
      add(shifted.values, times: -smoothing, to: picture.values, count: picture.count, within: range)
    }
    return value
  }

  /// `picture` moved cyclically into `shifted`.
  private func shift(_ picture: FloatPicture, down: Int, right: Int) {
    forEachRow { row in
      let (channel, y) = row.quotientAndRemainder(dividingBy: height)
      let source = picture.values + row * width
      let target = shifted.values + (channel * height + (y + down) % height) * width
      (target + right).update(from: source, count: width - right)
      target.update(from: source + (width - right), count: right)
    }
  }

  /// Adds `scale` times the gradient, which was taken of the shifted picture.
  private func addShiftedBack(
    to picture: FloatPicture, scale: Float, down: Int, right: Int, within range: ClosedRange<Float>
  ) {
    forEachRow { row in
      let (channel, y) = row.quotientAndRemainder(dividingBy: height)
      let target = picture.values + row * width
      let source = gradient.values + (channel * height + (y + down) % height) * width
      add(source + right, times: scale, to: target, count: width - right, within: range)
      add(source, times: scale, to: target + (width - right), count: right, within: range)
    }
  }

  /// Calls `body` for the rows of all three planes.
  private func forEachRow(_ body: (_ row: Int) -> Void) {
    team.forEachPart(of: 3 * height, grain: 32) { part in
      for row in part { body(row) }
    }
  }
}

/// `target += scale · source`, kept within a range.
@inline(__always)
private func add(
  _ source: UnsafePointer<Float>, times scale: Float, to target: UnsafeMutablePointer<Float>, count: Int,
  within range: ClosedRange<Float>
) {
  let (low, high) = (range.lowerBound, range.upperBound)
  for i in 0..<count {
    let value = target[i] + scale * source[i]
    target[i] = min(max(value, low), high)
  }
}
