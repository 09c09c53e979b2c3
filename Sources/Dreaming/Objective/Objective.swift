/// What a dream climbs: how strongly a network answers a dream's terms (see `Response`), and the gradient of that with
/// respect to the pixels.
///
/// For pictures of one size; owns its working memory, so one thread at a time.
final class Objective: PixelObjective {
  private let network: Network
  private let width: Int
  private let height: Int
  private let guides: [Guide]
  private let tileSize: TileSize
  private let memory: SharedArena
  private let team: Team
  /// What is climbed: `[term]`.
  private(set) var parts: [Part] = []
  /// The layers of those that have a weight; nil if there are none.
  private var tiles: Tiles?
  /// For each set of layers with a weight that was asked for.
  private var tilings: [Set<Value>: Tiles] = [:]
  /// A tile's pixels and their gradient, `[3][height][width]` each, where there is more than one tile.
  private var cuts: (picture: FloatPicture, gradient: FloatPicture)?

  /// A term with what it adds to the objective.
  struct Part {
    let term: DreamTerm
    let response: Response
    /// 0 takes no part and costs nothing.
    var weight: Float
    /// How strongly the picture answers, as far as it has been measured.
    var strength = 0.0

    var value: Double { response.value(strength, weight: weight) }
    var factor: Float { response.factor(strength, weight: weight) }

    /// Whether a layer that is computed counts for it.
    func answers(_ target: Plan.Target) -> Bool { weight > 0 && term.value == target.value }
  }

  /// An objective for pictures of `width` x `height` pixels.
  ///
  /// - Parameters:
  ///   - guides: what terms that need one take their features from.
  ///   - tileSize: what a large picture is cut into; changes results by rounding only.
  ///   - memory: what others work in as well, one after another.
  ///   - team: who computes it.
  init(
    network: Network, width: Int, height: Int, guides: [Guide] = [], tileSize: TileSize = .standard,
    memory: SharedArena = SharedArena(), team: Team = Team(size: 1)
  ) {
    (self.network, self.width, self.height) = (network, width, height)
    (self.guides, self.tileSize, self.memory, self.team) = (guides, tileSize, memory, team)
  }

  /// The same, prepared for terms given as text, each of weight 1.
  ///
  /// - Throws: as `DreamTerm.init`, `prepare`.
  convenience init(
    network: Network, width: Int, height: Int, layers: [String], team: Team = Team(size: 1)
  ) throws(DreamError) {
    self.init(network: network, width: width, height: height, team: team)
    var terms: [ResolvedTerm] = []
    for layer in layers { terms.append(ResolvedTerm(term: try DreamTerm(layer, of: network), weight: 1)) }
    try prepare(for: terms)
  }

  func prepare(for terms: [ResolvedTerm]) throws(DreamError) {
    if terms.map(\.term) != parts.map(\.term) {
      // Planning all layers together finds out whether the picture has room for any of them.
      _ = try tiles(for: Set(terms.map(\.term.value)))
      var parts: [Part] = []
      for term in terms {
        parts.append(Part(term: term.term, response: try response(to: term.term), weight: 0))
      }
      self.parts = parts
    }
    for index in parts.indices { parts[index].weight = terms[index].weight }
    let asked = Set(parts.filter { $0.weight > 0 }.map(\.term.value))
    tiles = asked.isEmpty ? nil : try tiles(for: asked)
  }

  private func response(to term: DreamTerm) throws(DreamError) -> Response {
    var features: GuideFeatures?
    if let number = term.guide {
      guard guides.indices.contains(number) else { throw .noGuide(term: term.text) }
      features = try guides[number].features(for: term)
    }
    let lanes = Graph.lanes(for: network.graph[term.value].channels)
    return Response(term.aim, lanes: lanes, features: features)
  }

  func gradient(at picture: UnsafePointer<Float>, into gradient: UnsafeMutablePointer<Float>) -> Float {
    guard let tiles else {
      gradient.update(repeating: 0, count: 3 * width * height)
      return 0
    }
    for index in parts.indices { parts[index].strength = 0 }
    // Of one term a tile's gradient only lacks a factor, which can be made good. Of several, each has its own factor, and
    // the whole picture must be seen before it is known.
    let factorComesLast = !tiles.isWhole && parts.count { $0.weight > 0 } == 1
    let measuresFirst = !tiles.isWhole && !factorComesLast
    if measuresFirst {
      for tile in tiles.tiles { measure(tile, of: tiles, at: picture) }
    }
    for tile in tiles.tiles {
      if measuresFirst {
        forward(tile, of: tiles, at: picture)
      } else {
        measure(tile, of: tiles, at: picture)
      }
      backward(tile, of: tiles, factor: factorComesLast ? 1 : nil, into: gradient)
    }
    if factorComesLast, let factor = parts.first(where: { $0.weight > 0 })?.factor {
      for index in 0..<3 * width * height { gradient[index] *= factor }
    }
    return Float(parts.reduce(0) { $0 + $1.value })
  }

  /// A layer's activation at `picture`, if that is in one piece: `[height][width][lanes]`, lanes being its channels rounded
  /// up to 8.
  ///
  /// - Parameter term: which of the terms it was prepared for.
  func activation(of term: Int, at picture: UnsafePointer<Float>) -> [Float] {
    guard let tiles = try? tiles(for: [parts[term].term.value]), tiles.isWhole else {
      preconditionFailure("a part of a network has room where the whole has")
    }
    forward(tiles.tiles[0], of: tiles, at: picture)
    let plan = tiles.tiles[0].plan
    guard let target = plan.targets.last ?? nil else { return [] }
    return Array(
      UnsafeBufferPointer(start: memory.arena(for: plan)[target.activation], count: target.shape.count))
  }

  // MARK: Tiles

  private func tiles(for values: Set<Value>) throws(DreamError) -> Tiles {
    if let tiles = tilings[values] { return tiles }
    let tiles = try Tiles(
      network.graph, width: width, height: height, values: values, size: tileSize, teamSize: team.size)
    tilings[values] = tiles
    return tiles
  }

  /// Computes a tile's layers.
  private func forward(_ tile: Tile, of tiles: Tiles, at picture: UnsafePointer<Float>) {
    let memory = memory.arena(for: tile.plan)
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
  private func measure(_ tile: Tile, of tiles: Tiles, at picture: UnsafePointer<Float>) {
    forward(tile, of: tiles, at: picture)
    let memory = memory.arena(for: tile.plan)
    for case let target? in tile.plan.targets {
      let own = tiles.ownCells(tile, of: target)
      for index in parts.indices where parts[index].answers(target) {
        parts[index].strength += parts[index].response.strength(
          memory[target.activation], target.shape, rows: own.rows, columns: own.columns, with: team)
      }
    }
  }

  /// Takes the gradient of a tile's layers, as `forward` left them, back to the tile's own pixels.
  ///
  /// - Parameter factor: of all terms; nil for each one's own.
  private func backward(
    _ tile: Tile, of tiles: Tiles, factor: Float?, into gradient: UnsafeMutablePointer<Float>
  ) {
    let plan = tile.plan
    let memory = memory.arena(for: plan)
    for (step, target) in zip(plan.steps, plan.targets).reversed() {
      if let target {
        var adds = target.adds
        for part in parts where part.answers(target) {
          part.response.accumulateGradient(
            memory[target.activation], target.shape, factor: factor ?? part.factor, adds: adds,
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
