import Media

/// Dreams pictures of one size: gradient ascent on what a network sees in them.
///
/// Nothing passes from one call to the next but working memory: a result depends on the arguments alone, so that a
/// render can go on from any frame it has kept. Used by one thread at a time; several dreamers share a network.
///
/// - Source: Mordvintsev, Olah and Tyka, "Inceptionism: going deeper into neural networks", Google 2015.
public final class Dreamer {
  private let width: Int
  private let height: Int
  /// What a term's text means.
  private let resolve: (String) throws(DreamError) -> DreamTerm
  private var knownTerms: [String: DreamTerm] = [:]
  private let octaves: Octaves
  /// Only frames that follow others move.
  private lazy var mover = Mover(width: width, height: height)
  /// Only footage is followed.
  private lazy var followed = FollowedFootage(width: width, height: height)
  private lazy var carrier = DetailCarrier(width: width, height: height)
  /// The picture to dream: as it came, or moved.
  private let base: FloatPicture

  /// A dreamer of pictures of `width` x `height` pixels.
  ///
  /// - Parameters:
  ///   - network: what dreams.
  ///   - width: pixels across.
  ///   - height: pixels from top to bottom.
  ///   - guides: the pictures, of any size, that terms such as `guide:block8`, `guide2:block8` take their features from.
  ///   - tile: pixels a side of the parts that a large picture is computed in; changes results by rounding only. Without it
  ///     they are as large as half a gigabyte of working memory allows.
  ///   - terms: what recipes are going to ask for, as far as it should be checked at once rather than when they do.
  ///   - threads: how many work on a picture together, at least 1; changes no result. For a clip, several dreamers of one
  ///     thread each are faster.
  /// - Throws: as `dream`, about `terms`.
  public convenience init(
    network: Network, width: Int, height: Int, guides: [Picture] = [], tile: Int? = nil,
    terms: [String] = [], threads: Int = 1
  ) throws(DreamError) {
    let team = Team(size: threads)
    let memory = SharedArena()
    let tileSize = tile.map { TileSize.side($0) } ?? .standard
    let guides = guides.map { Guide($0, network: network) }
    self.init(width: width, height: height, team: team) { (text) throws(DreamError) in
      try DreamTerm(text, of: network)
    } makeObjective: { size in
      Objective(
        network: network, width: size.width, height: size.height, guides: guides, tileSize: tileSize,
        memory: memory, team: team)
    }
    let resolved = try terms.map { (text) throws(DreamError) in
      ResolvedTerm(term: try term(text), weight: 0)
    }
    try octaves.prepare(for: resolved)
  }

  /// A dreamer over any objective.
  init(
    width: Int, height: Int, team: Team = Team(size: 1),
    resolve: @escaping (String) throws(DreamError) -> DreamTerm,
    makeObjective: @escaping (PictureSize) -> any PixelObjective
  ) {
    (self.width, self.height, self.resolve) = (width, height, resolve)
    octaves = Octaves(width: width, height: height, team: team, makeObjective: makeObjective)
    base = FloatPicture(width: width, height: height)
  }

  /// Dreams a still picture, or a scene's first frame.
  ///
  /// - Parameters:
  ///   - picture: of the dreamer's size, which is a precondition.
  ///   - recipe: without terms of a weight, iterations or intensity the picture stays as it is.
  ///   - seed: of the random shifts.
  ///   - report: told after each step how far the dream is; stops it by returning false.
  /// - Throws: `DreamError`: a term that means nothing to the network, a picture or guide too small for it, no guide; or
  ///   `stopped`.
  public func dream(
    _ picture: Picture, recipe: Recipe, seed: UInt64, report: (DreamProgress) -> Bool = { _ in true }
  ) throws(DreamError) -> Picture {
    base.set(to: picture)
    return try dreamBase(recipe, seed: seed, report: report).rounded()
  }

  /// Dreams the next frame of a scene: the last one moved, dreamed on and steadied.
  ///
  /// - Parameters:
  ///   - previous: the frame before, before any grading, of the dreamer's size, which is a precondition.
  ///   - motion: from that frame to this, in pixels of this size.
  ///   - feedback: how much of that frame there still is to dream on; nil for all of it.
  ///   - recipe: as for a still, usually with fewer iterations.
  ///   - steadying: what keeps the loop's colours.
  ///   - seed: of the random shifts; another one for each frame.
  /// - Throws: `DreamError`: a term that means nothing to the network, a picture or guide too small for it, no guide.
  public func dream(
    after previous: Picture, motion: Motion, feedback: Feedback? = nil, recipe: Recipe, steadying: Steadying,
    seed: UInt64
  ) throws(DreamError) -> Picture {
    mover.move(previous, by: motion, into: base)
    feedback?.mix(into: base)
    let dreamed = try dreamBase(recipe, seed: seed, report: { _ in true })
    steadying.steady(dreamed)
    return dreamed.rounded()
  }

  /// Dreams the first frame of a shot of footage.
  ///
  /// - Parameters:
  ///   - footage: the frame, of the dreamer's size, which is a precondition.
  ///   - opening: as for a still.
  ///   - strength: what the dream is held to, as `Carrying.strength`.
  ///   - seed: of the random shifts.
  /// - Throws: as `dream`, but for `DreamError.stopped`.
  public func dream(
    over footage: Picture, opening: Recipe, strength: Float, seed: UInt64
  ) throws(DreamError) -> Picture {
    base.set(to: footage)
    let dreamed = try dreamBase(opening, seed: seed, report: { _ in true })
    guard dreamed !== base else { return footage }
    dreamed.subtract(base)
    carrier.limiter.hold(dreamed, to: strength)
    dreamed.add(base)
    return dreamed.rounded()
  }

  /// Dreams the next frame over moving footage: what was dreamed over the frame before is carried along with what moves, and
  /// dreamed on. Where so little can be followed that the footage must have been cut, the dream starts afresh.
  ///
  /// - Parameters:
  ///   - footage: the new frame, of the dreamer's size, which is a precondition for all pictures here.
  ///   - previous: the frame before, and what was dreamed over it, before any grading. The dream follows from these alone.
  ///   - carrying: what is left of that dream.
  ///   - recipe: as for a still, usually with fewer iterations.
  ///   - opening: for the first frame after a cut.
  ///   - pull: how far colours are led to the footage's, 0...1, as by `Steadying`.
  ///   - seed: of the random shifts; another one for each frame.
  /// - Throws: `DreamError`: a term that means nothing to the network, a picture or guide too small for it, no guide.
  public func dream(
    over footage: Picture, after previous: (footage: Picture, dream: Picture), carrying: Carrying,
    recipe: Recipe,
    opening: Recipe, steadying pull: Float, seed: UInt64
  ) throws(DreamError) -> Picture {
    followed.follow(footage, backTo: previous.footage)
    guard followed.trustedShare > Self.leastTrusted else {
      return try dream(over: footage, opening: opening, strength: carrying.strength, seed: seed)
    }
    carrier.carry(over: footage, from: previous, along: followed, carrying, into: base)
    let dreamed = try dreamBase(recipe, seed: seed, report: { _ in true })
    if dreamed !== base { carrier.limiter.calm(dreamed, after: base) }
    Steadying(toward: ColourStatistics(of: footage), pull: pull).steady(dreamed)
    return dreamed.rounded()
  }

  /// Where less of a frame can be followed back, it is another shot.
  private static let leastTrusted: Float = 0.2

  private func dreamBase(
    _ recipe: Recipe, seed: UInt64, report: (DreamProgress) -> Bool
  ) throws(DreamError) -> FloatPicture {
    var generator = SeededGenerator(seed: seed)
    return try octaves.dream(
      base, recipe: recipe, terms: try resolved(recipe.terms), generator: &generator, report: report)
  }

  /// Each term once, in the order of their texts: sums, and so bytes, don't depend on the order they were named in.
  private func resolved(_ terms: [WeightedTerm]) throws(DreamError) -> [ResolvedTerm] {
    let weights = Dictionary(terms.map { ($0.text, $0.weight) }, uniquingKeysWith: +)
    return try weights.sorted { $0.key < $1.key }.map { (text, weight) throws(DreamError) in
      ResolvedTerm(term: try term(text), weight: weight > 0 && weight.isFinite ? weight : 0)
    }
  }

  private func term(_ text: String) throws(DreamError) -> DreamTerm {
    if let known = knownTerms[text] { return known }
    let term = try resolve(text)
    knownTerms[text] = term
    return term
  }
}
