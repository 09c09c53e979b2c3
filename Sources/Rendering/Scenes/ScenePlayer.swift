import Dreaming
import Foundation
import Mapping
import Media

/// Dreams a scene: from noise, then each frame out of the one before.
struct ScenePlayer: Sendable {
  let network: Network
  let score: Score
  let guide: Picture?
  let options: RenderOptions

  /// Ascent steps an octave that turn noise into a scene's first dream.
  private static let openingIterations = 12

  func makeDreamer() throws -> Dreamer {
    try Dreamer(
      network: network, width: options.width, height: options.height, guide: guide,
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
    let noise = pinkNoise(width: options.width, height: options.height, seed: seed)
    let colours = ColourStatistics(of: noise)
    var picture = noise
    for frame in scene.dreamedFrames {
      try Task.checkCancellation()
      let parameters = score.frames[frame]
      let recipe = recipe(for: parameters)
      let frameSeed = SeededGenerator.seed(seed, for: UInt64(frame))
      if frame == scene.frames.lowerBound {
        picture = try dreamer.dream(picture, recipe: opening(recipe), seed: frameSeed)
      } else {
        picture = try dreamer.dream(
          after: picture, motion: motion(for: parameters),
          feedback: Feedback(over: noise, share: feedbackShare(for: parameters)), recipe: recipe,
          steadying: Steadying(toward: colours, pull: steadyingPull(for: parameters)), seed: frameSeed)
      }
      try await deliver(picture)
    }
  }

  /// A scene opens on a dream, not on noise, however softly the music begins; a mapping may still ask for none at all.
  private func opening(_ recipe: Recipe) -> Recipe {
    var opening = recipe
    opening.iterations = max(recipe.iterations, Self.openingIterations)
    if recipe.intensity > 0 { opening.intensity = max(recipe.intensity, 1) }
    return opening
  }

  private func recipe(for parameters: DreamParameters) -> Recipe {
    let weights = zip(score.layerNames, parameters.layerWeights.map(Float.init))
    let iterations = Int(parameters[.iterations])
    let octaves = Int(parameters[.octaves])
    var recipe = options.recipe
    recipe.layerWeights = Dictionary(weights, uniquingKeysWith: +)
    recipe.intensity = Float(parameters[.intensity])
    recipe.step = options.step ?? Float(parameters[.step])
    recipe.jitter = options.jitter ?? Int(parameters[.jitter])
    recipe.iterations = options.isDraft ? min(iterations, 1) : iterations
    recipe.octaves = options.isDraft ? min(octaves, 2) : octaves
    recipe.octaveScale = Float(parameters[.octaveScale])
    return recipe
  }

  /// Mappings speak of 1/24 s, whatever the clip's frame rate.
  private var mappingFramesPerFrame: Double { 24 / score.frameRate.framesPerSecond }

  private func motion(for parameters: DreamParameters) -> Motion {
    let share = mappingFramesPerFrame
    return Motion(
      zoom: pow(parameters[.zoom], share),
      rotation: parameters[.rotation] * share * Double.pi / 180,
      panX: parameters[.panX] * share / 100 * Double(options.width),
      panY: parameters[.panY] * share / 100 * Double(options.height),
      centerX: parameters[.centerX], centerY: parameters[.centerY])
  }

  private func feedbackShare(for parameters: DreamParameters) -> Float {
    Float(pow(parameters[.feedback], mappingFramesPerFrame))
  }

  private func steadyingPull(for parameters: DreamParameters) -> Float {
    Float(1 - pow(1 - parameters[.steadying], mappingFramesPerFrame))
  }
}
