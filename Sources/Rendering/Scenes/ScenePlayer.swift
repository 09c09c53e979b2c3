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

  /// Dreams `scene` and hands over its frames in order, ungraded.
  ///
  /// A frame depends on the frame before (as 8-bit picture), the score, the footage and the seed, on nothing else: so a
  /// scene gives the same frames whichever dreamer and thread plays it.
  func play(
    _ scene: Scene, with dreamer: Dreamer, deliver: (Picture) async throws -> Void
  ) async throws {
    if let reel, let footage = reelReader() {
      if reel.moves {
        try await play(scene, over: footage, with: dreamer, deliver: deliver)
      } else {
        try await play(scene, into: footage, with: dreamer, deliver: deliver)
      }
    } else {
      let noise = pinkNoise(
        width: options.clipSize.width, height: options.clipSize.height, seed: seed(of: scene))
      let first = try dreamer.dream(
        noise, recipe: recipe(of: scene.frames.lowerBound).opening,
        seed: seed(of: scene.frames.lowerBound, in: scene))
      try await fly(scene, from: first, over: noise, with: dreamer, deliver: deliver)
    }
  }

  /// Flies into a picture: it is seen as it is, and the dream grows in it.
  private func play(
    _ scene: Scene, into footage: ReelReader, with dreamer: Dreamer, deliver: (Picture) async throws -> Void
  ) async throws {
    let picture = try footage.picture(at: scene.frames.lowerBound)
    let first = try dreamer.dream(
      picture, recipe: recipe(of: scene.frames.lowerBound).recipe,
      seed: seed(of: scene.frames.lowerBound, in: scene))
    try await fly(scene, from: first, over: picture, with: dreamer, deliver: deliver)
  }

  /// Moves each frame on and dreams it again.
  ///
  /// - Parameters:
  ///   - first: the scene's first frame.
  ///   - ground: what comes through where the dream is not to live on, and whose colours it keeps.
  private func fly(
    _ scene: Scene, from first: Picture, over ground: Picture, with dreamer: Dreamer,
    deliver: (Picture) async throws -> Void
  ) async throws {
    let colours = ColourStatistics(of: ground)
    var picture = first
    try await deliver(picture)
    for frame in scene.dreamedFrames.dropFirst() {
      try Task.checkCancellation()
      let dream = recipe(of: frame)
      picture = try dreamer.dream(
        after: picture, motion: dream.motion, feedback: Feedback(over: ground, share: dream.feedbackShare),
        recipe: dream.recipe, steadying: Steadying(toward: colours, pull: dream.steadyingPull),
        seed: seed(of: frame, in: scene))
      try await deliver(picture)
    }
  }

  /// Dreams over footage that moves: the footage stays where it is, the dream is carried along with it.
  private func play(
    _ scene: Scene, over footage: ReelReader, with dreamer: Dreamer, deliver: (Picture) async throws -> Void
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
      try await deliver(dreamed)
    }
  }

  private func recipe(of frame: Int) -> FrameRecipe {
    FrameRecipe(parameters: score.frames[frame], options: options)
  }

  private func seed(of scene: Scene) -> UInt64 {
    SeededGenerator.seed(options.seed, for: UInt64(scene.number))
  }

  private func seed(of frame: Int, in scene: Scene) -> UInt64 {
    SeededGenerator.seed(seed(of: scene), for: UInt64(frame))
  }
}
