import Dreaming
import Mapping
import Media

/// Dreams the picture at `source` and writes it to `target`.
///
/// - Throws: `MediaError` for the files, `RenderError.unknownLayer` for a layer the network doesn't have.
public func dreamStill(_ source: String, to target: String, recipe: Recipe, seed: UInt64) throws {
  try Picture.checkTarget(target)
  let network = try Network.efficientNetLite0()
  let names = network.layers.map(\.name)
  if let stranger = recipe.layerWeights.keys.sorted().first(where: { !names.contains($0) }) {
    throw RenderError.unknownLayer(name: stranger, hint: Spelling(known: names).hint(for: stranger))
  }
  let picture = try Picture(contentsOf: source)
  let dreamer = try Dreamer(network: network, width: picture.width, height: picture.height)
  try dreamer.dream(picture, recipe: recipe, seed: seed).write(to: target)
}
