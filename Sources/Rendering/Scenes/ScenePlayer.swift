import Dreaming
import Mapping
import Media

/// Dreams a scene, each frame out of the one before: out of noise, into a picture, or over moving footage.
struct ScenePlayer: Sendable {
  let network: Network
  let score: Score
  let guides: [Picture]
  let reel: Reel?
  let footage: FootageSchedule?
  let options: RenderOptions

  func makeDreamer() throws -> Dreamer {
    try Dreamer(
      network: network, width: options.clipSize.width, height: options.clipSize.height, guides: guides,
      terms: score.layerNames)
  }

  /// What reads the footage; nil where there is none.
  func reelReader() -> ReelReader? {
    guard let reel, let footage else { return nil }
    return ReelReader(reel, as: footage, size: options.clipSize)
  }

  /// Dreams `scene` and hands over its frames in order, ungraded, those that aren't seen included.
  ///
  /// A frame depends on the frame before (as 8-bit picture), the score, the footage and the seed, on nothing else: so a
  /// scene gives the same frames whichever dreamer and thread plays it, and whatever of it is seen.
  func play(
    _ scene: Scene, with dreamer: Dreamer, deliver: (_ frame: Int, Picture) async throws -> Void
  ) async throws {
    if let reel, let footage = reelReader() {
      if reel.moves {
        try await play(scene, over: footage, with: dreamer, deliver: deliver)
      } else {
        try await play(scene, into: footage, with: dreamer, deliver: deliver)
      }
    } else {
      try await playOutOfNoise(scene, with: dreamer, deliver: deliver)
    }
  }

  /// Dreams out of noise, and a while before anything is seen. Until then nothing steadies it: it opens a little richer than it
  /// will be, not paler.
  private func playOutOfNoise(
    _ scene: Scene, with dreamer: Dreamer, deliver: (Int, Picture) async throws -> Void
  ) async throws {
    let noise = pinkNoise(
      width: options.clipSize.width, height: options.clipSize.height, seed: seed(of: scene))
    var flight = Flight(over: noise, in: scene)
    flight.picture = try dreamer.dream(
      noise, recipe: recipe(of: scene.start).opening, seed: unseenSeed(of: scene.start, in: scene))
    let preRoll = preRoll(before: scene)
    for frame in preRoll.frames {
      try Task.checkCancellation()
      try fly(&flight, to: frame, seed: unseenSeed(of: frame, in: scene), with: dreamer, steadies: false)
    }
    // Without a pre-roll the opening is what is seen first.
    if !preRoll.frames.isEmpty {
      let first = scene.dreamedFrames.lowerBound
      try fly(&flight, to: first, seed: seed(of: first, in: scene), with: dreamer)
    }
    try await fly(flight, with: dreamer, deliver: deliver)
  }

  /// Flies into a picture: it is seen as it is, and the dream grows in it.
  private func play(
    _ scene: Scene, into footage: ReelReader, with dreamer: Dreamer,
    deliver: (Int, Picture) async throws -> Void
  ) async throws {
    let first = scene.dreamedFrames.lowerBound
    var flight = Flight(over: try footage.picture(at: scene.start), in: scene)
    flight.picture = try dreamer.dream(
      flight.ground, recipe: recipe(of: first).recipe, seed: seed(of: first, in: scene))
    try await fly(flight, with: dreamer, deliver: deliver)
  }

  /// A dream that is flown into.
  private struct Flight {
    let scene: Scene
    /// What comes through where the dream is not to live on, and whose colours it keeps.
    let ground: Picture
    let colours: ColourStatistics
    /// The frame it is at.
    var picture: Picture

    init(over ground: Picture, in scene: Scene) {
      (self.scene, self.ground, picture) = (scene, ground, ground)
      colours = ColourStatistics(of: ground)
    }
  }

  /// Hands over a scene's first frame, moves it on, dreams it again, and so on.
  private func fly(
    _ flight: Flight, with dreamer: Dreamer, deliver: (Int, Picture) async throws -> Void
  ) async throws {
    var flight = flight
    let frames = flight.scene.dreamedFrames
    try await deliver(frames.lowerBound, flight.picture)
    for frame in frames.dropFirst() {
      try Task.checkCancellation()
      try fly(&flight, to: frame, seed: seed(of: frame, in: flight.scene), with: dreamer)
      try await deliver(frame, flight.picture)
    }
  }

  /// Moves a frame on, and dreams it again.
  private func fly(
    _ flight: inout Flight, to frame: Int, seed: UInt64, with dreamer: Dreamer, steadies: Bool = true
  ) throws {
    let dream = recipe(of: frame)
    flight.picture = try dreamer.dream(
      after: flight.picture, motion: dream.motion,
      feedback: Feedback(over: flight.ground, share: dream.feedbackShare), recipe: dream.recipe,
      steadying: Steadying(toward: flight.colours, pull: steadies ? dream.steadyingPull : 0), seed: seed)
  }

  /// Dreams over footage that moves: the footage stays where it is, the dream is carried along with it.
  private func play(
    _ scene: Scene, over footage: ReelReader, with dreamer: Dreamer,
    deliver: (Int, Picture) async throws -> Void
  ) async throws {
    var previous: (footage: Picture, dream: Picture)?
    for frame in scene.dreamedFrames {
      try Task.checkCancellation()
      let dream = recipe(of: frame)
      let frameSeed = seed(of: frame, in: scene)
      let picture = try footage.picture(at: frame)
      let dreamed: Picture
      if let previous {
        dreamed = try dreamer.dream(
          over: picture, after: previous, carrying: dream.carrying, recipe: dream.recipe,
          opening: dream.opening,
          steadying: dream.steadyingPull, seed: frameSeed)
      } else {
        dreamed = try dreamer.dream(
          over: picture, opening: dream.opening, strength: dream.carrying.strength, seed: frameSeed)
      }
      previous = (picture, dreamed)
      try await deliver(frame, dreamed)
    }
  }

  private func recipe(of frame: Int) -> FrameRecipe {
    FrameRecipe(parameters: score.frames[frame], options: options)
  }

  private func preRoll(before scene: Scene) -> PreRoll {
    PreRoll(
      before: scene, rate: score.frameRate.framesPerSecond,
      opening: recipe(of: scene.start).opening.iterations
    ) { recipe(of: $0).recipe.iterations }
  }

  // MARK: Seeds

  private func seed(of scene: Scene) -> UInt64 {
    SeededGenerator.seed(options.seed, for: UInt64(bitPattern: Int64(scene.seed)))
  }

  /// Counted from the scene's beat, so that scenes of one seed dream alike.
  private func seed(of frame: Int, in scene: Scene) -> UInt64 {
    SeededGenerator.seed(seed(of: scene), for: UInt64(bitPattern: Int64(frame - scene.start)))
  }

  private func unseenSeed(of frame: Int, in scene: Scene) -> UInt64 {
    SeededGenerator.seed(seed(of: frame, in: scene), for: 1)
  }
}
