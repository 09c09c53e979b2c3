import Media
import Testing

@testable import Dreaming

@Suite struct OctavesTests {
  @Test func sizesAreThoseOfTheReference() {
    let sizes = octaveSizes(width: 512, height: 288, octaves: 4, scale: 1.5)
    #expect(sizes.map(\.width) == [512, 341, 228, 152])
    #expect(sizes.map(\.height) == [288, 192, 128, 85])
  }

  @Test func smallPicturesHaveFewerOctaves() {
    #expect(octaveSizes(width: 64, height: 36, octaves: 8, scale: 1.5).count == 3)
    #expect(octaveSizes(width: 5, height: 3, octaves: 3, scale: 1.4) == [PictureSize(width: 5, height: 3)])
    #expect(octaveSizes(width: 64, height: 36, octaves: 0, scale: 1.5).count == 1)
    #expect(octaveSizes(width: 64, height: 36, octaves: 5, scale: 1).count == 1)
  }

  @Test func everySizeIsDreamedSmallestFirst() throws {
    let asked = Asked()
    let octaves = asked.octaves(width: 100, height: 60)
    var recipe = Recipe([], iterations: 2, octaves: 3, octaveScale: 1.5)
    let base = FloatPicture.numbered(width: 100, height: 60)
    var generator = SeededGenerator(seed: 1)
    let dreamed = try octaves.dream(base, recipe: recipe, terms: weightedTerms(1, 1), generator: &generator)
    #expect(asked.sizes.map(\.width) == [44, 67, 100])
    #expect(dreamed.array != base.array)

    _ = try octaves.dream(base, recipe: recipe, terms: weightedTerms(1, 1), generator: &generator)
    #expect(asked.sizes.count == 3, "what is there is used again")
    for change in 0..<40 {
      recipe.octaveScale = 1.2 + 0.01 * Float(change)
      _ = try octaves.dream(base, recipe: recipe, terms: weightedTerms(1, 1), generator: &generator)
    }
    #expect(asked.sizes.filter { $0.width == 100 }.count == 1, "the whole picture's memory is always kept")
    #expect(asked.areaAlive <= 4 * 100 * 60, "sizes that are gone take no memory")
  }

  @Test func detailOfASmallOctaveIsCarriedUp() throws {
    // Only the smallest octave has a slope: what the largest shows comes from there.
    let octaves = Octaves(width: 90, height: 60) { size in
      Slope(count: 3 * size.area, size.width == 40 ? 1 : 0)
    }
    let recipe = Recipe(
      [], step: 2, iterations: 3, octaves: 3, octaveScale: 1.5, normalisesBands: false)
    let base = FloatPicture(width: 90, height: 60)
    for i in 0..<base.count { base.values[i] = Float(i % 90) }
    var generator = SeededGenerator(seed: 1)
    let dreamed = try octaves.dream(base, recipe: recipe, terms: weightedTerms(1), generator: &generator)
    #expect(distance(dreamed.array, base.array.map { $0 + 6 }) < 1e-3)
  }

  @Test func sizesTooSmallForTheNetworkAreLeftOut() throws {
    let base = FloatPicture.numbered(width: 90, height: 60)
    let recipe = Recipe([], step: 1, iterations: 1, octaves: 3, octaveScale: 1.5)
    var generator = SeededGenerator(seed: 1)
    func octaves(smallest: Int) -> Octaves {
      Octaves(width: 90, height: 60) { Picky(size: $0, smallest: smallest) }
    }
    let dreamed = try octaves(smallest: 60).dream(
      base, recipe: recipe, terms: weightedTerms(1), generator: &generator)
    #expect(dreamed.array != base.array)
    #expect(throws: DreamError.tooSmall(width: 90, height: 60, node: "test")) {
      try octaves(smallest: 91).dream(base, recipe: recipe, terms: weightedTerms(1), generator: &generator)
    }
  }

  @Test func progressIsToldByTheWork() throws {
    let octaves = Asked().octaves(width: 90, height: 60)
    let recipe = Recipe([], iterations: 2, octaves: 2, octaveScale: 1.5)
    let base = FloatPicture.numbered(width: 90, height: 60)
    var generator = SeededGenerator(seed: 1)
    var told: [DreamProgress] = []
    _ = try octaves.dream(base, recipe: recipe, terms: weightedTerms(1, 1), generator: &generator) {
      told.append($0)
      return true
    }
    #expect(told.map(\.finishedSteps) == [1, 2, 3, 4] && told.allSatisfy { $0.stepCount == 4 })
    let small = 2400.0 / 15600  // of twice 2400 and 5400 pixels
    #expect(abs(told[0].share - small) < 1e-9 && told[3].share == 1)
    #expect(throws: DreamError.stopped) {
      _ = try octaves.dream(base, recipe: recipe, terms: weightedTerms(1, 1), generator: &generator) { _ in
        false
      }
    }
  }

  @Test func theBlurChangesEvenly() {
    let recipe = Recipe([], iterations: 5, blur: 3, finalBlur: 1)
    #expect((0..<5).map { recipe.blur(inStep: $0) } == [3, 2.5, 2, 1.5, 1])
    #expect(Recipe([], iterations: 1, blur: 3, finalBlur: 1).blur(inStep: 0) == 3)
    #expect(Recipe([], blur: 3).blur(inStep: 9) == 3)
  }

  @Test func nothingToDoCostsNothing() throws {
    let asked = Asked()
    let octaves = asked.octaves(width: 100, height: 60)
    let base = FloatPicture(width: 100, height: 60)
    var generator = SeededGenerator(seed: 1)
    for (recipe, weight) in [
      (Recipe([]), Float(0)), (Recipe([], intensity: 0), 1),
      (Recipe([], iterations: 0), 1), (Recipe([], step: .nan), 1),
    ] {
      let dreamed = try octaves.dream(
        base, recipe: recipe, terms: weightedTerms(weight), generator: &generator)
      #expect(dreamed === base)
    }
    #expect(asked.sizes.isEmpty)
  }
}

/// A contrast that pictures below some width have no room for.
private final class Picky: PixelObjective {
  private let size: PictureSize
  private let smallest: Int
  private let contrast: Contrast

  init(size: PictureSize, smallest: Int) {
    (self.size, self.smallest) = (size, smallest)
    contrast = Contrast(width: size.width, height: size.height)
  }

  func prepare(for terms: [ResolvedTerm]) throws(DreamError) {
    guard size.width >= smallest else {
      throw .tooSmall(width: size.width, height: size.height, node: "test")
    }
    contrast.prepare(for: terms)
  }

  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float {
    contrast.gradient(at: picture, into: gradient)
  }
}

/// Which sizes an objective was asked for, and how many pixels' worth of objectives are alive.
private final class Asked {
  private(set) var sizes: [PictureSize] = []
  private var objectives: [(area: Int, objective: () -> Contrast?)] = []

  var areaAlive: Int { objectives.filter { $0.objective() != nil }.reduce(0) { $0 + $1.area } }

  func octaves(width: Int, height: Int) -> Octaves {
    Octaves(width: width, height: height) { size in
      self.sizes.append(size)
      let objective = Contrast(width: size.width, height: size.height)
      self.objectives.append((size.area, { [weak objective] in objective }))
      return objective
    }
  }
}
