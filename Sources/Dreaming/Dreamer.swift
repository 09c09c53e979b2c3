import Media

/// Dreams pictures of one size: gradient ascent on what a network sees in them.
///
/// Nothing passes from one call to the next but working memory: a result depends on the arguments alone, so that a
/// render can go on from any frame it has kept. Used by one thread at a time; several dreamers share a network.
///
/// - Source: Mordvintsev, Olah and Tyka, "Inceptionism: going deeper into neural networks", Google, 2015.
public final class Dreamer {
  private let width: Int
  private let height: Int
  private let networkName: String
  private let layers: [String]
  private let octaves: Octaves
  private let mover: Mover
  /// The picture to dream: as it came, or moved.
  private let base: FloatPicture

  /// A dreamer of pictures of `width` x `height` pixels.
  ///
  /// - Parameter threads: how many work on a picture together, at least 1; changes no result. For a clip, several dreamers
  ///   of one thread each are faster.
  /// - Throws: `DreamError.tooSmall` when nothing would be left of such a picture at one of the network's layers.
  public convenience init(
    network: Network, width: Int, height: Int, threads: Int = 1
  ) throws(DreamError) {
    let team = Team(size: threads)
    let layers = network.layers.map(\.name)
    self.init(width: width, height: height, networkName: network.name, layers: layers) {
      (size: PictureSize) throws(DreamError) in
      try Objective(network: network, width: size.width, height: size.height, layers: layers, team: team)
    }
    try octaves.prepare()
  }

  /// A dreamer over any objective.
  init(
    width: Int, height: Int, networkName: String, layers: [String],
    makeObjective: @escaping (PictureSize) throws(DreamError) -> any PixelObjective
  ) {
    (self.width, self.height) = (width, height)
    (self.networkName, self.layers) = (networkName, layers)
    octaves = Octaves(width: width, height: height, makeObjective: makeObjective)
    mover = Mover(width: width, height: height)
    base = FloatPicture(width: width, height: height)
  }

  /// Dreams a still picture, or a scene's first frame.
  ///
  /// - Parameters:
  ///   - picture: of the dreamer's size, which is a precondition.
  ///   - recipe: with no weights, iterations or intensity the picture stays as it is.
  ///   - seed: of the random shifts.
  /// - Throws: `DreamError`: a layer that the network hasn't, a picture too small for it.
  public func dream(_ picture: Picture, recipe: Recipe, seed: UInt64) throws(DreamError) -> Picture {
    base.set(to: picture)
    return try dreamBase(recipe, seed: seed).rounded()
  }

  /// Dreams the next frame of a scene: the last one moved, dreamed on and steadied.
  ///
  /// - Parameters:
  ///   - previous: the frame before, before any grading, of the dreamer's size, which is a precondition.
  ///   - motion: from that frame to this, in pixels of this size.
  ///   - recipe: as for a still, usually with fewer iterations.
  ///   - steadying: what keeps the loop's colours.
  ///   - seed: of the random shifts; another one for each frame.
  /// - Throws: `DreamError`: a layer that the network hasn't, a picture too small for it.
  public func dream(
    after previous: Picture, motion: Motion, recipe: Recipe, steadying: Steadying, seed: UInt64
  ) throws(DreamError) -> Picture {
    mover.move(previous, by: motion, into: base)
    let dreamed = try dreamBase(recipe, seed: seed)
    steadying.steady(dreamed)
    return dreamed.rounded()
  }

  private func dreamBase(_ recipe: Recipe, seed: UInt64) throws(DreamError) -> FloatPicture {
    let weights = try orderedWeights(recipe.layerWeights)
    var generator = SeededGenerator(seed: seed)
    return try octaves.dream(base, recipe: recipe, weights: weights, generator: &generator)
  }

  /// One weight for each layer of the network; what is negative or not a number counts as 0.
  private func orderedWeights(_ named: [String: Float]) throws(DreamError) -> [Float] {
    for name in named.keys.sorted() where !layers.contains(name) {
      throw .unknownLayer(name: name, network: networkName, known: layers)
    }
    return layers.map { layer in
      let weight = named[layer] ?? 0
      return weight > 0 && weight.isFinite ? weight : 0
    }
  }
}
