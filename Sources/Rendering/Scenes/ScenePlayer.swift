import Dreaming
import Mapping
import Media

/// Dreams a scene: from noise, then each frame out of the one before.
struct ScenePlayer: Sendable {
  let network: Network
  let score: Score
  let guide: Picture?
  let options: RenderOptions

  func makeDreamer() throws -> Dreamer {
    try Dreamer(
      network: network, width: options.size.width, height: options.size.height, guide: guide,
      terms: score.layerNames)
  }

  /// Dreams `scene` and hands over its frames in order, ungraded.
  ///
  /// A frame depends on the frame before (as 8-bit picture), the score and the seed, on nothing else: so a scene gives
  /// the same frames whichever dreamer and thread plays it.
  func play(
    _ scene: Scene, with dreamer: Dreamer, deliver: (Picture) async throws -> Void
  ) async throws {
    let seed = SeededGenerator.seed(options.seed, for: UInt64(scene.number))
    let noise = pinkNoise(width: options.size.width, height: options.size.height, seed: seed)
    let colours = ColourStatistics(of: noise)
    var picture = noise
    for frame in scene.dreamedFrames {
      try Task.checkCancellation()
      let dream = FrameRecipe(parameters: score.frames[frame], options: options)
      let frameSeed = SeededGenerator.seed(seed, for: UInt64(frame))
      if frame == scene.frames.lowerBound {
        picture = try dreamer.dream(picture, recipe: dream.opening, seed: frameSeed)
      } else {
        picture = try dreamer.dream(
          after: picture, motion: dream.motion, feedback: Feedback(over: noise, share: dream.feedbackShare),
          recipe: dream.recipe, steadying: Steadying(toward: colours, pull: dream.steadyingPull),
          seed: frameSeed)
      }
      try await deliver(picture)
    }
  }
}
