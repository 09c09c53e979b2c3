/// What a dream climbs: how strongly a network answers a dream's terms (see `Response`), and the gradient of that with
/// respect to the pixels.
///
/// For pictures of one size; owns its working memory, so one thread at a time.
final class Objective: PixelObjective {
  private let network: Network
  private let width: Int
  private let height: Int
  private let guide: Guide?
  private let tileSize: TileSize
  private let memory: WorkingMemory
  private let team: Team
  /// What weights are for.
  private var terms: [DreamTerm] = []
  /// How their layers answer them.
  private var responses: [Response] = []
  /// For each set of layers with a weight that was asked for.
  private var tilings: [Set<Int>: Tiles] = [:]
  /// A tile's pixels and their gradient, `[3][height][width]` each, where there is more than one tile.
  private var cuts: (picture: FloatPicture, gradient: FloatPicture)?

  /// An objective for pictures of `width` x `height` pixels.
  ///
  /// - Parameters:
  ///   - guide: what terms that need a guide take their features from.
  ///   - tileSize: what a large picture is cut into; changes results by rounding only.
  ///   - memory: what others work in as well, one after another.
  ///   - team: who computes it.
  init(
    network: Network, width: Int, height: Int, guide: Guide? = nil, tileSize: TileSize = .standard,
    memory: WorkingMemory = WorkingMemory(), team: Team = Team(size: 1)
  ) {
    (self.network, self.width, self.height) = (network, width, height)
    (self.guide, self.tileSize, self.memory, self.team) = (guide, tileSize, memory, team)
  }

  /// The same, prepared for terms given as text.
  ///
  /// - Throws: as `DreamTerm.init`, `prepare`.
  convenience init(
    network: Network, width: Int, height: Int, layers: [String], team: Team = Team(size: 1)
  ) throws(DreamError) {
    self.init(network: network, width: width, height: height, team: team)
    var terms: [DreamTerm] = []
    for layer in layers { terms.append(try DreamTerm(layer, of: network)) }
    try prepare(for: terms)
  }

  func prepare(for terms: [DreamTerm]) throws(DreamError) {
    guard terms != self.terms else { return }
    // Planning all layers together finds out whether the picture has room for any of them.
    _ = try tiles(for: Set(terms.map(\.value)))
    var responses: [Response] = []
    for term in terms {
      if term.needsGuide, guide == nil { throw .noGuide(term: term.text) }
      let features =
        try term.needsGuide ? guide?.features(for: term) : nil
      let lanes = Graph.lanes(for: network.graph.nodes[term.value - 1].channels)
      responses.append(Response(term.aim, lanes: lanes, features: features))
    }
    (self.terms, self.responses) = (terms, responses)
  }

  func gradient(
    at picture: UnsafePointer<Float>, weights: [Float], into gradient: UnsafeMutablePointer<Float>
  ) -> Float {
    let asked = terms.indices.filter { weights[$0] > 0 }
    guard !asked.isEmpty else {
      gradient.update(repeating: 0, count: 3 * width * height)
      return 0
    }
    let tiles = knownTiles(for: Set(asked.map { terms[$0].value }))
    var strengths = [Double](repeating: 0, count: terms.count)
    // Of one term a tile's gradient only lacks a factor, which can be made good. Of several, each has its own factor, and
    // the whole picture must be seen before it is known.
    let measuresFirst = !tiles.isWhole && asked.count > 1
    if measuresFirst {
      for tile in tiles.tiles { measure(tile, of: tiles, at: picture, asked, into: &strengths) }
    }
    for tile in tiles.tiles {
      if measuresFirst {
        forward(tile, of: tiles, at: picture)
      } else {
        measure(tile, of: tiles, at: picture, asked, into: &strengths)
      }
      let factors = terms.indices.map { index in
        tiles.isWhole || measuresFirst
          ? responses[index].factor(strengths[index], weight: weights[index]) : 1
      }
      backward(tile, of: tiles, asked, factors: factors, into: gradient)
    }
    if !tiles.isWhole, !measuresFirst {
      let factor = responses[asked[0]].factor(strengths[asked[0]], weight: weights[asked[0]])
      for index in 0..<3 * width * height { gradient[index] *= factor }
    }
    return Float(asked.reduce(0) { $0 + responses[$1].value(strengths[$1], weight: weights[$1]) })
  }

  /// A layer's activation at `picture`, if that is in one piece: `[height][width][lanes]`, lanes being its channels rounded
  /// up to 8.
  ///
  /// - Parameter term: which of the terms it was prepared for.
  func activation(of term: Int, at picture: UnsafePointer<Float>) -> [Float] {
    let tiles = knownTiles(for: [terms[term].value])
    precondition(tiles.isWhole)
    forward(tiles.tiles[0], of: tiles, at: picture)
    let plan = tiles.tiles[0].plan
    guard let target = plan.targets.last ?? nil else { return [] }
    return Array(
      UnsafeBufferPointer(start: memory.memory(for: plan)[target.activation], count: target.shape.count))
  }

  // MARK: Tiles

  private func knownTiles(for values: Set<Int>) -> Tiles {
    guard let tiles = try? tiles(for: values) else {
      preconditionFailure("a part of a network has room where the whole has")
    }
    return tiles
  }

  private func tiles(for values: Set<Int>) throws(DreamError) -> Tiles {
    if let tiles = tilings[values] { return tiles }
    let tiles = try Tiles(
      network.graph, width: width, height: height, values: values, size: tileSize, teamSize: team.size)
    tilings[values] = tiles
    return tiles
  }

  /// Computes a tile's layers.
  private func forward(_ tile: Tile, of tiles: Tiles, at picture: UnsafePointer<Float>) {
    let memory = memory.memory(for: tile.plan)
    if tiles.isWhole {
      tile.plan.picture.forward(picture, in: memory, with: team)
    } else {
      let cut = cut(for: tile).picture
      for row in 0..<3 * cut.height {
        let (colour, y) = row.quotientAndRemainder(dividingBy: cut.height)
        let source = (colour * height + tile.rows.seen.lowerBound + y) * width
        (cut.values + row * cut.width).update(
          from: picture + source + tile.columns.seen.lowerBound, count: cut.width)
      }
      tile.plan.picture.forward(cut.values, in: memory, with: team)
    }
    for step in tile.plan.steps { step.forward(in: memory, with: team) }
  }

  /// Computes a tile's layers and adds up how strongly its own cells answer.
  private func measure(
    _ tile: Tile, of tiles: Tiles, at picture: UnsafePointer<Float>, _ asked: [Int],
    into strengths: inout [Double]
  ) {
    forward(tile, of: tiles, at: picture)
    let memory = memory.memory(for: tile.plan)
    for case let target? in tile.plan.targets {
      let own = tiles.ownCells(tile, of: target)
      for index in asked where terms[index].value == target.value {
        strengths[index] += responses[index].strength(
          memory[target.activation], target.shape, rows: own.rows, columns: own.columns, with: team)
      }
    }
  }

  /// Takes the gradient of a tile's layers, as `forward` left them, back to the tile's own pixels.
  ///
  /// - Parameter factors: one for each term.
  private func backward(
    _ tile: Tile, of tiles: Tiles, _ asked: [Int], factors: [Float],
    into gradient: UnsafeMutablePointer<Float>
  ) {
    let plan = tile.plan
    let memory = memory.memory(for: plan)
    for (step, target) in zip(plan.steps, plan.targets).reversed() {
      if let target {
        var adds = target.adds
        for index in asked where terms[index].value == target.value {
          responses[index].accumulateGradient(
            memory[target.activation], target.shape, factor: factors[index], adds: adds,
            into: memory[target.gradient], with: team)
          adds = true
        }
      }
      step.backward(in: memory, with: team)
    }
    guard !tiles.isWhole else { return plan.picture.backward(into: gradient, in: memory, with: team) }
    let cut = cut(for: tile).gradient
    plan.picture.backward(into: cut.values, in: memory, with: team)
    let (rows, columns) = (tile.rows, tile.columns)
    for colour in 0..<3 {
      for y in rows.own {
        let source = (colour * cut.height + y - rows.seen.lowerBound) * cut.width
        (gradient + (colour * height + y) * width + columns.own.lowerBound).update(
          from: cut.values + source + columns.own.lowerBound - columns.seen.lowerBound,
          count: columns.own.count)
      }
    }
  }

  /// Room for a tile's pixels and their gradient.
  private func cut(for tile: Tile) -> (picture: FloatPicture, gradient: FloatPicture) {
    let (width, height) = (tile.columns.seen.count, tile.rows.seen.count)
    if let cuts, cuts.picture.width == width, cuts.picture.height == height { return cuts }
    let new = (
      FloatPicture(width: width, height: height), FloatPicture(width: width, height: height)
    )
    cuts = new
    return new
  }
}
