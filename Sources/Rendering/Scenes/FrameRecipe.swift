import Dreaming
import Foundation
import Mapping

/// One frame's dream, made of what the mapping says about the frame and what the user wants otherwise.
///
/// Mappings speak of 1/24 s; a clip of another rate has a share of that for each of its frames.
struct FrameRecipe {
  let parameters: DreamParameters
  let options: RenderOptions

  /// Ascent steps an octave that turn noise into a scene's first dream. Over footage the first dream is to be as strong as those
  /// it leads to; it is held down where that is too much.
  private var openingIterations: Int { options.footage == nil ? 12 : 24 }

  /// Of a frame that follows another.
  var recipe: Recipe {
    let iterations = Int(parameters[.iterations])
    let octaves = Int(parameters[.octaves])
    var recipe = Recipe(
      terms,
      intensity: Float(parameters[.intensity]), step: Float(parameters[.step]),
      iterations: options.isDraft ? min(iterations, 1) : iterations,
      octaves: options.isDraft ? min(octaves, 2) : octaves, octaveScale: Float(parameters[.octaveScale]),
      jitter: Int(parameters[.jitter]))
    options.steps.apply(to: &recipe)
    return recipe
  }

  /// What to dream of; what one layer sees in a guide is shared between the two guides that the mapping is between.
  private var terms: [WeightedTerm] {
    let guide = parameters[.guide]
    let first = Int(guide)
    let share = Float(guide) - Float(first)
    return parameters.layers.flatMap { layer in
      let weight = Float(layer.weight)
      guard layer.name.hasPrefix(Self.anyGuide) else { return [WeightedTerm(layer.name, weight: weight)] }
      let seen = layer.name.dropFirst(Self.anyGuide.count)
      func term(_ number: Int, _ share: Float) -> WeightedTerm {
        WeightedTerm("guide\(number % max(options.guides.count, 1) + 1):\(seen)", weight: weight * share)
      }
      return share == 0 ? [term(first, 1)] : [term(first, 1 - share), term(first + 1, share)]
    }
  }

  private static let anyGuide = "guide:"

  /// Of a scene's first frame: a dream, not noise, however softly the music begins; a mapping may still ask for none at all.
  var opening: Recipe {
    var opening = recipe
    opening.iterations = max(opening.iterations, openingIterations)
    if opening.intensity > 0 { opening.intensity = max(opening.intensity, 1) }
    return opening
  }

  /// From the frame before to this one.
  var motion: Motion {
    Motion(
      zoom: pow(parameters[.zoom], share),
      rotation: parameters[.rotation] * share * Double.pi / 180,
      panX: parameters[.panX] * share / 100 * Double(options.clipSize.width),
      panY: parameters[.panY] * share / 100 * Double(options.clipSize.height),
      centerX: parameters[.centerX], centerY: parameters[.centerY])
  }

  /// What of the last dream lies over the next frame of footage.
  var carrying: Carrying {
    Carrying(
      motion: motion, feedback: feedbackShare, trust: Float(parameters[.trust]),
      strength: Float(parameters[.strength] * min(parameters[.intensity], 1)),
      blend: Float(parameters[.blend]))
  }

  /// How much of the frame before lives on.
  var feedbackShare: Float { Float(pow(parameters[.feedback], share)) }

  /// How far the frame is pulled toward the colours of its scene's first.
  var steadyingPull: Float { Float(1 - pow(1 - parameters[.steadying], share)) }

  /// Of a mapping's frame, what one of the clip's is.
  private var share: Double { 24 / options.clipRate.framesPerSecond }
}
