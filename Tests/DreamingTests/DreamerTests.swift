import Media
import Testing

@testable import Dreaming

@Suite struct DreamerTests {
  private let recipe = Recipe(
    [WeightedTerm("rows", weight: 0.7), WeightedTerm("columns", weight: 0.3)], step: 2, iterations: 2,
    octaves: 3, octaveScale: 1.5,
    jitter: 8)
  private let motion = Motion(zoom: 1.02, rotation: 0.004)

  @Test func theSeedDecides() throws {
    let clouds = pinkNoise(width: 64, height: 40, seed: 1)
    let once = try dreamer().dream(clouds, recipe: recipe, seed: 5)
    let dreamer = dreamer()
    _ = try dreamer.dream(once, recipe: recipe, seed: 6)
    #expect(try dreamer.dream(clouds, recipe: recipe, seed: 5) == once, "whatever was dreamed before")
    #expect(try dreamer.dream(clouds, recipe: recipe, seed: 6) != once)
    #expect(once != clouds)
  }

  @Test func noWeightIterationOrIntensityIsTheIdentity() throws {
    let clouds = pinkNoise(width: 64, height: 40, seed: 1)
    for still in [
      Recipe([]), Recipe([WeightedTerm("rows", weight: 0), WeightedTerm("columns", weight: -1)]),
      Recipe([WeightedTerm("rows", weight: .nan)]), Recipe([WeightedTerm("rows")], intensity: 0),
      Recipe([WeightedTerm("rows")], iterations: 0),
    ] {
      #expect(try dreamer().dream(clouds, recipe: still, seed: 1) == clouds)
      let steadying = Steadying(toward: ColourStatistics(of: clouds), pull: 0)
      #expect(
        try dreamer().dream(after: clouds, motion: Motion(), recipe: still, steadying: steadying, seed: 1)
          == clouds)
    }
  }

  @Test func aWeightScalesTheStep() throws {
    let clouds = pinkNoise(width: 64, height: 40, seed: 1)
    var changes: [Double] = []
    for weight in [0.25, 0.5, 1, 3] as [Float] {
      let recipe = Recipe([WeightedTerm("rows", weight: weight)], step: 8, iterations: 1, octaves: 1)
      let dreamed = try dreamer().dream(clouds, recipe: recipe, seed: 1)
      changes.append(change(from: clouds, to: dreamed))
    }
    #expect(changes[0] < 0.6 * changes[1] && changes[1] < 0.6 * changes[2], "a pulse is seen")
    #expect(changes[2] == changes[3], "up to 1")
  }

  @Test func anUnknownLayerIsNamed() throws {
    let clouds = pinkNoise(width: 64, height: 40, seed: 1)
    #expect(
      throws: DreamError.unknownLayer(name: "rosw", network: "test", known: ["rows", "columns"])
    ) {
      try dreamer().dream(clouds, recipe: Recipe([WeightedTerm("rosw")]), seed: 1)
    }
  }

  @Test func threadsChangeNothing() async throws {
    let alone = try [1, 2, 3, 4].map { try tunnel(frames: 12, seed: $0).last! }
    let together = try await withThrowingTaskGroup(of: (UInt64, Picture).self) { group in
      for seed in [1, 2, 3, 4] as [UInt64] {
        group.addTask { (seed, try tunnel(frames: 12, seed: seed).last!) }
      }
      return try await group.reduce(into: [UInt64: Picture]()) { $0[$1.0] = $1.1 }
    }
    for (index, picture) in alone.enumerated() { #expect(together[UInt64(index + 1)] == picture) }
  }

  @Test func goesOnFromAnyFrame() throws {
    let whole = try tunnel(frames: 20, seed: 3)
    let second = try tunnel(frames: 10, seed: 3, from: whole[9], frame: 10, first: whole[0])
    #expect(second == Array(whole[10...]))
  }

  @Test func aLongLoopKeepsItsColours() throws {
    // An objective that wants contrast and nothing else is the hardest to hold.
    var recipe = recipe
    (recipe.step, recipe.iterations) = (0.5, 1)
    let steady = try tunnel(frames: 300, seed: 8, recipe: recipe, pull: 0.1)
    let first = ColourStatistics(of: steady[0])
    let later = steady[50...].map { ColourStatistics(of: $0) }
    for channel in 0..<3 {
      #expect(later.allSatisfy { abs($0.mean[channel] - first.mean[channel]) < 15 })
      #expect(later.allSatisfy { (0.8...1.5).contains($0.deviation[channel] / first.deviation[channel]) })
    }
    let free = try tunnel(frames: 300, seed: 8, recipe: recipe, pull: 0)
    #expect(extremes(free[299]) > 5 * extremes(steady[299]), "what it would be without")
  }

  @Test func overFootageADreamSettles() throws {
    let shot = pinkNoise(width: 64, height: 40, seed: 2)
    let dreams = try footage(of: Array(repeating: shot, count: 120))
    let later = dreams[60...].map { change(from: shot, to: $0) }
    #expect(change(from: shot, to: dreams[60]) > 3, "it is dreamed")
    #expect(later.max()! / later.min()! < 1.1, "\(later.min()!) to \(later.max()!)")
  }

  @Test func theFirstFrameOverFootageIsNoStrongerThanTheRest() throws {
    let shot = pinkNoise(width: 64, height: 40, seed: 2)
    let changes = try [2, 8, 255].map { strength in
      change(from: shot, to: try dreamer().dream(over: shot, opening: opening, strength: strength, seed: 7))
    }
    #expect(changes[0] < 2.2 && changes[0] < changes[1] && changes[1] < changes[2])
    #expect(
      try dreamer().dream(shot, recipe: opening, seed: 7)
        == dreamer().dream(over: shot, opening: opening, strength: 255, seed: 7))
  }

  @Test func aCutInTheFootageBeginsAFreshDream() throws {
    let shots = [pinkNoise(width: 64, height: 40, seed: 2), pinkNoise(width: 64, height: 40, seed: 9)]
    let dreams = try footage(of: [shots[0], shots[0], shots[1], shots[1]])
    let fresh = try dreamer().dream(
      over: shots[1], opening: opening, strength: Carrying().strength, seed: SeededGenerator.seed(7, for: 2))
    #expect(dreams[2] == fresh)
    #expect(dreams[3] != fresh)
  }

  @Test func overFootageItGoesOnFromAnyFrame() throws {
    let clouds = pinkNoise(width: 80, height: 40, seed: 2)
    let frames = (0..<8).map { shift in
      Picture(
        width: 64, height: 40,
        pixels: (0..<40).flatMap { y in clouds.pixels[3 * (80 * y + shift)..<3 * (80 * y + shift + 64)] })
    }
    let whole = try footage(of: frames)
    let again = try dreamer().dream(
      over: frames[5], after: (frames[4], whole[4]), carrying: Carrying(), recipe: recipe, opening: opening,
      steadying: 0.05, seed: SeededGenerator.seed(7, for: 5))
    #expect(again == whole[5])
  }

  private var opening: Recipe {
    var opening = recipe
    opening.iterations = 6
    return opening
  }

  /// Dreams over frames of 64x40, one after the other.
  private func footage(of frames: [Picture]) throws -> [Picture] {
    let dreamer = dreamer()
    var dreams = [
      try dreamer.dream(over: frames[0], opening: opening, strength: Carrying().strength, seed: 7)
    ]
    for index in 1..<frames.count {
      dreams.append(
        try dreamer.dream(
          over: frames[index], after: (frames[index - 1], dreams[index - 1]), carrying: Carrying(),
          recipe: recipe,
          opening: opening, steadying: 0.05, seed: SeededGenerator.seed(7, for: UInt64(index))))
    }
    return dreams
  }

  private func extremes(_ picture: Picture) -> Int { picture.pixels.count { $0 == 0 || $0 == 255 } }

  /// A scene of 64x40: the frames from `frame` on, of a scene whose frame before is `previous`.
  private func tunnel(
    frames: Int, seed: UInt64, from previous: Picture? = nil, frame: UInt64 = 0, first: Picture? = nil,
    recipe: Recipe? = nil, pull: Float = 0.03
  ) throws -> [Picture] {
    let start = previous ?? pinkNoise(width: 64, height: 40, seed: seed)
    let steadying = Steadying(toward: ColourStatistics(of: first ?? start), pull: pull)
    let dreamer = dreamer()
    var pictures: [Picture] = []
    for number in frame..<frame + UInt64(frames) {
      if number == 0 {
        pictures.append(start)
      } else {
        pictures.append(
          try dreamer.dream(
            after: pictures.last ?? start, motion: motion, recipe: recipe ?? self.recipe,
            steadying: steadying,
            seed: SeededGenerator.seed(seed, for: number)))
      }
    }
    return pictures
  }

  private func dreamer() -> Dreamer {
    Dreamer(width: 64, height: 40) { (text) throws(DreamError) in
      let layers = ["rows", "columns"]
      guard let layer = layers.firstIndex(of: text) else {
        throw .unknownLayer(name: text, network: "test", known: layers)
      }
      return DreamTerm(text: text, layer: text, value: Value(node: layer), aim: .layer)
    } makeObjective: { size in
      Contrast(width: size.width, height: size.height)
    }
  }

  private func change(from before: Picture, to after: Picture) -> Double {
    let total = zip(before.pixels, after.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
    return Double(total) / Double(before.pixels.count)
  }
}

/// With the network that we ship.
@Suite struct NetworkDreamTests {
  @Test func block5GrowsFromNoise() throws {
    let network = try Network.efficientNetLite0()
    let (width, height) = (96, 64)
    let objective = try Objective(network: network, width: width, height: height, layers: ["block5"])
    let ascent = Ascent(width: width, height: height, objective: objective)
    let picture = FloatPicture(pinkNoise(width: width, height: height, seed: 1))
    var generator = SeededGenerator(seed: 1)
    let values = (0..<6).map { _ in
      ascent.climb(
        picture, by: AscentStep(length: 1.5, jitter: 8, normalisesBands: true), generator: &generator)
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
    #expect(values[5] > values[0] + 0.15, "the activations' norm grew by a sixth")
  }

  @Test func threadsShareANetwork() async throws {
    let network = try Network.efficientNetLite0()
    let clouds = pinkNoise(width: 80, height: 48, seed: 1)
    let recipe = Recipe(
      [WeightedTerm("block3", weight: 0.5), WeightedTerm("block5", weight: 0.5)], iterations: 1, octaves: 2,
      octaveScale: 1.5)
    @Sendable func scene(_ seed: UInt64) throws -> Picture {
      let dreamer = try Dreamer(network: network, width: 80, height: 48)
      let steadying = Steadying(toward: ColourStatistics(of: clouds), pull: 0.03)
      var frame = try dreamer.dream(clouds, recipe: recipe, seed: seed)
      for number in 1...3 as ClosedRange<UInt64> {
        frame = try dreamer.dream(
          after: frame, motion: Motion(zoom: 1.02), recipe: recipe, steadying: steadying,
          seed: SeededGenerator.seed(seed, for: number))
      }
      return frame
    }
    let alone = try [1, 2, 3].map(scene)
    async let first = scene(1)
    async let second = scene(2)
    async let third = scene(3)
    #expect(try await [first, second, third] == alone)
    #expect(alone[0] != alone[1])
  }

  @Test(arguments: [2, 3, 7]) func threadsChangeNothing(threads: Int) throws {
    let network = try shippedNetwork.get()
    let clouds = pinkNoise(width: 97, height: 61, seed: 4)
    let recipe = Recipe(
      [
        WeightedTerm("block3", weight: 0.5), WeightedTerm("block11.expand"),
        WeightedTerm("class:jellyfish", weight: 0.5),
      ], iterations: 2, octaves: 2)
    func dream(threads: Int) throws -> Picture {
      try Dreamer(network: network, width: 97, height: 61, threads: threads)
        .dream(clouds, recipe: recipe, seed: 1)
    }
    #expect(try dream(threads: threads) == dream(threads: 1))
  }

  @Test(arguments: [(64, 48), (97, 61), (160, 90)])
  func scenesOneAfterAnotherAreAsAlone(width: Int, height: Int) throws {
    let network = try shippedNetwork.get()
    /// A scene whose layers, octaves and scale change from frame to frame, as a mapping may have them.
    func scene(_ seed: UInt64, dreamer: () throws -> Dreamer) throws -> [Picture] {
      let clouds = pinkNoise(width: width, height: height, seed: seed)
      let steadying = Steadying(toward: ColourStatistics(of: clouds), pull: 0.03)
      var frames = [clouds]
      for number in 0..<8 {
        let layers = ["block5", "block8", "block11.expand", "stem", "logits"]
        var weights = Dictionary(uniqueKeysWithValues: layers.map { ($0, Float(0)) })
        weights[layers[number % 5]] = 0.7
        weights[layers[(number / 2 + Int(seed)) % 5]] = 0.4
        let recipe = Recipe(
          weights.map { WeightedTerm($0.key, weight: $0.value) }, iterations: 1,
          octaves: 1 + (number + Int(seed)) % 3,
          octaveScale: 1.3 + 0.05 * Float(number % 4))
        frames.append(
          try dreamer().dream(
            after: frames[number], motion: Motion(zoom: 1.02, rotation: 0.01, panX: 0.5), recipe: recipe,
            steadying: steadying, seed: seed &* 1000 &+ UInt64(number)))
      }
      return frames
    }
    func fresh() throws -> Dreamer { try Dreamer(network: network, width: width, height: height) }
    let shared = try fresh()
    for seed in [1, 2, 1, 3, 1] as [UInt64] {
      #expect(try scene(seed, dreamer: { shared }) == scene(seed, dreamer: fresh), "scene \(seed)")
    }
  }

  @Test func aWrongLayerNamesTheRightOnes() throws {
    let dreamer = try Dreamer(network: Network.efficientNetLite0(), width: 64, height: 48)
    let clouds = pinkNoise(width: 64, height: 48, seed: 1)
    let error = #expect(throws: DreamError.self) {
      try dreamer.dream(clouds, recipe: Recipe([WeightedTerm("blok5")]), seed: 1)
    }
    #expect(error?.description.contains("blok5") == true)
    #expect(error?.description.contains("block11.expand") == true)
  }
}
