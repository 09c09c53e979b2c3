import Media

/// The sizes a picture is dreamed at, largest first: each `scale` times smaller than the one before.
///
/// Size k is the whole divided by scale^k, rounded. Sizes with a side below 16 pixels are left out: a network sees next to nothing there. The picture's own size stays.
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

/// Dreams a picture from small to large: what a smaller octave dreamed is carried up as detail for the next.
///
/// With base the picture and base[k] its shrunken forms, octave k climbs from
///
///     x[k] = base[k] + up(x[k+1] - base[k+1]),   the smallest from its base,   base[0] = base
///
/// and the largest, x[0], is the dream.
///
/// Keeps an objective and working memory for each size it needs; sizes unused for long make room for new ones.
final class Octaves {
  private let size: PictureSize
  private let team: Team
  private let makeObjective: (PictureSize) -> any PixelObjective
  private var ascents: [PictureSize: Ascent] = [:]
  /// Octaves take turns, so they share what they need only while it is theirs.
  private let storage: AscentStorage
  /// Sizes of `ascents`, each once, the last used last.
  private var recentSizes: [PictureSize] = []
  /// The sizes and terms of the last dream, mostly also the next one's: the sizes, largest first; the terms in the order of
  /// their texts; and those of the sizes that the network can see, smallest first.
  private var arrangedSizes: [PictureSize] = []
  private var arrangedTerms: [DreamTerm] = []
  private var octaves: [Octave] = []

  /// - Parameter team: who climbs.
  init(
    width: Int, height: Int, team: Team = Team(size: 1),
    makeObjective: @escaping (PictureSize) -> any PixelObjective
  ) {
    size = PictureSize(width: width, height: height)
    self.team = team
    storage = AscentStorage(size)
    self.makeObjective = makeObjective
  }

  /// Finds out whether the whole picture can be dreamed of `terms`.
  func prepare(for terms: [ResolvedTerm]) throws(DreamError) {
    try ascent(for: size).prepare(for: terms)
  }

  /// Dreams `base` by a recipe.
  ///
  /// - Parameters:
  ///   - terms: what to dream of, those of the recipe.
  ///   - report: told after each step how far the dream is; stops it by returning false.
  /// - Returns: the dreamed picture, valid until the next call, 0...255 if the recipe clips: `base` itself when it asks for
  ///   nothing.
  /// - Throws: as `PixelObjective.prepare` for the whole picture, or `DreamError.stopped`.
  func dream(
    _ base: FloatPicture, recipe: Recipe, terms: [ResolvedTerm], generator: inout SeededGenerator,
    report: (DreamProgress) -> Bool = { _ in true }
  ) throws(DreamError) -> FloatPicture {
    var step = AscentStep(recipe, terms: terms)
    guard step.length > 0, recipe.iterations > 0 else { return base }
    try arrange(octaves: recipe.octaves, scale: recipe.octaveScale, terms: terms)
    var progress = DreamProgress(
      finishedSteps: 0, stepCount: octaves.count * recipe.iterations, share: 0)
    let work = octaves.reduce(0) { $0 + $1.size.area } * recipe.iterations
    var finishedWork = 0
    var detail: FloatPicture?
    for octave in octaves {
      octave.begin(with: base, detail: detail)
      for iteration in 0..<recipe.iterations {
        step.blur = recipe.blur(inStep: iteration)
        octave.ascent.climb(octave.picture, by: step, generator: &generator)
        finishedWork += octave.size.area
        progress.finishedSteps += 1
        progress.share = Double(finishedWork) / Double(work)
        guard report(progress) else { throw .stopped }
      }
      if let base = octave.base { octave.picture.subtract(base) }
      detail = octave.picture
    }
    return octaves[octaves.count - 1].picture
  }

  /// Makes sure that `octaves` are those asked for, but for sizes too small for the network, and climb `terms`.
  private func arrange(octaves count: Int, scale: Float, terms: [ResolvedTerm]) throws(DreamError) {
    let sizes = octaveSizes(width: size.width, height: size.height, octaves: count, scale: scale)
    let unweighted = terms.map(\.term)
    if sizes == arrangedSizes, unweighted == arrangedTerms {
      for octave in octaves { try octave.ascent.prepare(for: terms) }
      return
    }
    (arrangedSizes, arrangedTerms, octaves) = ([], [], [])
    var arranged: [Octave] = []
    let bases = PlaneStorage(count: 3 * (sizes.count > 1 ? sizes[1].area : 0))
    for octaveSize in sizes.reversed() {
      let ascent = ascent(for: octaveSize)
      do throws(DreamError) {
        try ascent.prepare(for: terms)
      } catch {
        guard octaveSize != size, error.isAboutSize else { throw error }
        continue
      }
      arranged.append(
        Octave(
          size: octaveSize, smaller: arranged.last?.size, whole: size, ascent: ascent, bases: bases))
    }
    (arrangedSizes, arrangedTerms, octaves) = (sizes, unweighted, arranged)
    forgetSizes(besides: sizes)
  }

  private func ascent(for octaveSize: PictureSize) -> Ascent {
    if let ascent = ascents[octaveSize] {
      recentSizes.removeAll { $0 == octaveSize }
      recentSizes.append(octaveSize)
      return ascent
    }
    let ascent = Ascent(
      width: octaveSize.width, height: octaveSize.height, objective: makeObjective(octaveSize),
      storage: storage, team: team)
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

extension AscentStep {
  /// A recipe's steps, but for their blur.
  fileprivate init(_ recipe: Recipe, terms: [ResolvedTerm]) {
    let weight = terms.reduce(0) { $0 + $1.weight }
    let classes = terms.reduce(0) { $0 + ($1.term.isClass ? $1.weight : 0) }
    let classSmoothing: Float = 0.15
    self.init(
      length: recipe.intensity * recipe.step * min(1, weight), jitter: recipe.jitter,
      normalisesBands: recipe.normalisesBands,
      smoothing: recipe.smoothing ?? (weight > 0 ? classSmoothing * classes / weight : 0),
      clips: recipe.clips)
  }
}

extension Recipe {
  /// The deviation of the gradient's blur in an octave's step `step`.
  func blur(inStep step: Int) -> Float {
    guard iterations > 1 else { return blur }
    return blur + (finalBlur - blur) * Float(step) / Float(iterations - 1)
  }
}

/// One size of a dream and its working memory.
private final class Octave {
  let size: PictureSize
  let ascent: Ascent
  /// The whole picture at this size; nil if this is its own size. Only good until the next octave begins.
  let base: FloatPicture?
  /// What it becomes; less its base when it is carried up.
  let picture: FloatPicture
  private let shrink: Resize?
  private let carryUp: Resize?

  /// - Parameter bases: room for the base, shared with other octaves.
  init(size: PictureSize, smaller: PictureSize?, whole: PictureSize, ascent: Ascent, bases: PlaneStorage) {
    (self.size, self.ascent) = (size, ascent)
    picture = FloatPicture(width: size.width, height: size.height)
    if size == whole {
      (base, shrink) = (nil, nil)
    } else {
      base = FloatPicture(width: size.width, height: size.height, in: bases)
      shrink = Resize(from: whole, to: size)
    }
    carryUp = smaller.map { Resize(from: $0, to: size) }
  }

  /// The whole picture at this size, with the detail of the smaller octave on top.
  func begin(with whole: FloatPicture, detail: FloatPicture?) {
    if let shrink, let base { shrink.resize(whole, into: base) }
    if let carryUp, let detail {
      carryUp.resize(detail, into: picture)
      picture.add(base ?? whole)
    } else {
      picture.set(to: base ?? whole)
    }
  }
}
