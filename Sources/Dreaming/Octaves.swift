/// The sizes a picture is dreamed at, largest first: each `scale` times smaller than the one before.
///
/// Sizes with a side below 16 pixels are left out: a network sees next to nothing there. The picture's own size stays.
func octaveSizes(width: Int, height: Int, octaves: Int, scale: Float) -> [PictureSize] {
  let smallestSide = 16
  var sizes = [PictureSize(width: width, height: height)]
  var divisor = 1.0
  for _ in 1..<max(octaves, 1) {
    divisor *= Double(scale)
    let size = PictureSize(
      width: Int((Double(width) / divisor).rounded(.toNearestOrEven)),
      height: Int((Double(height) / divisor).rounded(.toNearestOrEven)))
    guard min(size.width, size.height) >= smallestSide, size != sizes.last else { break }
    sizes.append(size)
  }
  return sizes
}

/// Width and height in pixels.
struct PictureSize: Hashable {
  let width: Int
  let height: Int

  var area: Int { width * height }
}

/// Dreams a picture from small to large: what a smaller octave dreamed is carried up as detail for the next.
///
/// Keeps an objective and working memory for each size it needs; sizes unused for long make room for new ones.
final class Octaves {
  private let size: PictureSize
  private let makeObjective: (PictureSize) throws(DreamError) -> any PixelObjective
  private var ascents: [PictureSize: Ascent] = [:]
  /// Sizes of `ascents`, the last used last.
  private var recentSizes: [PictureSize] = []
  /// The sizes of the last dream, mostly also the next one's, and those of them that the network can see, smallest first.
  private var arrangedSizes: [PictureSize] = []
  private var octaves: [Octave] = []

  init(
    width: Int, height: Int,
    makeObjective: @escaping (PictureSize) throws(DreamError) -> any PixelObjective
  ) {
    size = PictureSize(width: width, height: height)
    self.makeObjective = makeObjective
  }

  /// Finds out whether the whole picture can be dreamed.
  func prepare() throws(DreamError) {
    _ = try ascent(for: size)
  }

  /// Dreams `base` by a recipe.
  ///
  /// - Parameter weights: one a layer, as the objective wants them.
  /// - Returns: the dreamed picture, 0...255, valid until the next call: `base` itself when the recipe asks for nothing.
  func dream(
    _ base: FloatPicture, recipe: Recipe, weights: [Float], generator: inout SeededGenerator
  ) throws(DreamError) -> FloatPicture {
    let stride = recipe.intensity * recipe.step * min(1, weights.reduce(0, +))
    guard stride > 0, recipe.iterations > 0 else { return base }
    try arrange(octaves: recipe.octaves, scale: recipe.octaveScale)
    var detail: FloatPicture?
    for octave in octaves {
      octave.begin(with: base, detail: detail)
      for _ in 0..<recipe.iterations {
        octave.ascent.step(
          octave.picture, weights: weights, stride: stride, jitter: recipe.jitter,
          normalisesBands: recipe.normalisesBands, generator: &generator)
      }
      if octave !== octaves.last { octave.picture.subtract(octave.base) }
      detail = octave.picture
    }
    return octaves[octaves.count - 1].picture
  }

  /// Makes sure that `octaves` are those asked for, but for sizes too small for the network.
  private func arrange(octaves count: Int, scale: Float) throws(DreamError) {
    let sizes = octaveSizes(width: size.width, height: size.height, octaves: count, scale: scale)
    guard sizes != arrangedSizes else { return }
    (arrangedSizes, octaves) = ([], [])
    var arranged: [Octave] = []
    for octaveSize in sizes.reversed() {
      guard let ascent = try ascent(for: octaveSize) else { continue }
      arranged.append(
        Octave(size: octaveSize, smaller: arranged.last?.size, whole: size, ascent: ascent))
    }
    (arrangedSizes, octaves) = (sizes, arranged)
    forgetSizes(besides: sizes)
  }

  /// What climbs at a size; nothing when that is too small for the network, unless it is the whole picture's.
  private func ascent(for octaveSize: PictureSize) throws(DreamError) -> Ascent? {
    if let ascent = ascents[octaveSize] {
      recentSizes.removeAll { $0 == octaveSize }
      recentSizes.append(octaveSize)
      return ascent
    }
    let objective: any PixelObjective
    do throws(DreamError) {
      objective = try makeObjective(octaveSize)
    } catch {
      guard case .tooSmall = error, octaveSize != size else { throw error }
      return nil
    }
    let ascent = Ascent(width: octaveSize.width, height: octaveSize.height, objective: objective)
    ascents[octaveSize] = ascent
    recentSizes.append(octaveSize)
    return ascent
  }

  /// An octave scale that moves with the music asks for ever new sizes: keep three whole pictures' worth of them.
  private func forgetSizes(besides needed: [PictureSize]) {
    while recentSizes.reduce(0, { $0 + $1.area }) > 3 * size.area,
      let oldest = recentSizes.firstIndex(where: { !needed.contains($0) })
    {
      ascents[recentSizes.remove(at: oldest)] = nil
    }
  }
}

/// One size of a dream and its working memory.
private final class Octave {
  let size: PictureSize
  let ascent: Ascent
  /// The picture to dream at this size.
  let base: FloatPicture
  /// What it becomes; less its base when it is carried up.
  let picture: FloatPicture
  private let shrink: Resize?
  private let carryUp: Resize?

  init(size: PictureSize, smaller: PictureSize?, whole: PictureSize, ascent: Ascent) {
    (self.size, self.ascent) = (size, ascent)
    base = FloatPicture(width: size.width, height: size.height)
    picture = FloatPicture(width: size.width, height: size.height)
    shrink =
      size == whole
      ? nil
      : Resize(
        fromWidth: whole.width, fromHeight: whole.height, toWidth: size.width, toHeight: size.height)
    carryUp = smaller.map {
      Resize(fromWidth: $0.width, fromHeight: $0.height, toWidth: size.width, toHeight: size.height)
    }
  }

  /// The whole picture at this size, with the detail of the smaller octave on top.
  func begin(with whole: FloatPicture, detail: FloatPicture?) {
    if let shrink { shrink.resize(whole, into: base) } else { base.set(to: whole) }
    if let carryUp, let detail {
      carryUp.resize(detail, into: picture)
      picture.add(base)
    } else {
      picture.set(to: base)
    }
  }
}
