/// How large the parts are that a large picture is computed in.
enum TileSize: Equatable {
  /// As large as working memory of so many bytes allows.
  case fitting(bytes: Int)
  /// At most so many pixels a side, what they have to see around them left aside.
  case side(Int)

  /// Half a gigabyte: what a large still may take beside its pictures.
  static let standard = TileSize.fitting(bytes: 512 << 20)
}

/// A part of a picture and how it is computed.
struct Tile {
  let rows: TileSpan
  let columns: TileSpan
  let plan: Plan
}

/// A picture of one size in as few tiles as its memory allows, computed for some layers.
struct Tiles {
  let tiles: [Tile]
  /// For each layer's value: rows, columns, and pixels a cell; of the whole picture.
  private let grids: [Value: (rows: Int, columns: Int, vertical: Int, horizontal: Int)]

  /// Whether the picture is in one piece.
  var isWhole: Bool { tiles.count == 1 }

  /// - Parameters:
  ///   - values: the layers' values.
  ///   - teamSize: as for `Plan`.
  /// - Throws: `DreamError.tooSmall`, `.unfit`, and `.untileable` when a tile size is asked for by pixels and one of the
  ///   layers looks at the whole picture. When it isn't, such layers are computed as a whole, whatever that takes.
  init(
    _ graph: Graph, width: Int, height: Int, values: Set<Value>, size: TileSize, teamSize: Int
  ) throws(DreamError) {
    let shapes = try graph.shapes(for: values, width: width, height: height)
    let whole = try Plan(graph, width: width, height: height, values: values, teamSize: teamSize)
    if case .fitting(let bytes) = size, whole.arenaBytes <= bytes {
      self.init(whole, width: width, height: height)
      return
    }
    guard let vertical = graph.receptiveFields(of: values, shapes: shapes, along: .vertical),
      let horizontal = graph.receptiveFields(of: values, shapes: shapes, along: .horizontal)
    else {
      if case .side = size { throw .untileable(network: graph.name) }
      self.init(whole, width: width, height: height)
      return
    }
    let planner = TilePlanner(
      graph: graph, values: values, shapes: shapes, vertical: vertical, horizontal: horizontal,
      teamSize: teamSize)
    self.init(
      tiles: try planner.tiles(of: size),
      grids: Dictionary(
        uniqueKeysWithValues: values.map { value in
          let shape = shapes[value]!
          return (
            value, (shape.height, shape.width, vertical[value]!.stride, horizontal[value]!.stride)
          )
        }))
  }

  private init(tiles: [Tile], grids: [Value: (rows: Int, columns: Int, vertical: Int, horizontal: Int)]) {
    (self.tiles, self.grids) = (tiles, grids)
  }

  /// The picture as its only tile.
  private init(_ plan: Plan, width: Int, height: Int) {
    func span(_ size: Int) -> TileSpan {
      TileSpan(own: 0..<size, seen: 0..<size, isLast: true, seesEnd: true)
    }
    self.init(tiles: [Tile(rows: span(height), columns: span(width), plan: plan)], grids: [:])
  }

  /// The cells of a layer that belong to a tile, counted from the first that its plan computes.
  func ownCells(_ tile: Tile, of target: Plan.Target) -> (rows: Range<Int>, columns: Range<Int>) {
    guard !isWhole, let grid = grids[target.value] else {
      return (0..<target.shape.height, 0..<target.shape.width)
    }
    return (
      tile.rows.ownCells(of: grid.rows, stride: grid.vertical),
      tile.columns.ownCells(of: grid.columns, stride: grid.horizontal)
    )
  }
}

/// Finds out how to cut a picture.
private struct TilePlanner {
  let graph: Graph
  let values: Set<Value>
  let shapes: [Value: Shape]
  let vertical: [Value: ReceptiveField]
  let horizontal: [Value: ReceptiveField]
  let teamSize: Int

  private var grids: (rows: TileGrid, columns: TileGrid) {
    (
      TileGrid(vertical, shapes: shapes, along: .vertical),
      TileGrid(horizontal, shapes: shapes, along: .horizontal)
    )
  }

  func tiles(of size: TileSize) throws(DreamError) -> [Tile] {
    let (rows, columns) = grids
    switch size {
    case .side(let side):
      return try tiles(rows.spans(rows.count(ofAtMost: side)), columns.spans(columns.count(ofAtMost: side)))
    case .fitting(let bytes):
      return try fewest(of: bytes)
    }
  }

  /// Of all ways to cut that need at most `bytes`, the one with the least to compute; if none does, the smallest tiles.
  private func fewest(of bytes: Int) throws(DreamError) -> [Tile] {
    let most = 64
    let cuts = [grids.rows, grids.columns].map { grid in
      (1...min(most, grid.mostTiles)).map { count in
        let spans = grid.spans(count)
        let seen = spans.map(\.seen.count)
        return (spans: spans, work: seen.reduce(0, +), largest: seen.max()!)
      }
    }
    var ways: [(rows: [TileSpan], columns: [TileSpan], work: Int, largest: Int)] = []
    for rows in cuts[0] {
      for columns in cuts[1] {
        ways.append(
          (rows.spans, columns.spans, rows.work * columns.work, rows.largest * columns.largest))
      }
    }
    ways.sort { ($0.work, $0.largest) < ($1.work, $1.largest) }
    var smallestThatFails = Int.max
    for way in ways where way.largest < smallestThatFails {
      if try plan(largest(way.rows), largest(way.columns)).arenaBytes <= bytes {
        return try tiles(way.rows, way.columns)
      }
      smallestThatFails = way.largest
    }
    let smallest = ways.min { $0.largest < $1.largest }!
    return try tiles(smallest.rows, smallest.columns)
  }

  private func largest(_ spans: [TileSpan]) -> TileSpan {
    spans.max { $0.seen.count < $1.seen.count }!
  }

  /// Tiles row by row. Most see as much as others, and share their plan.
  private func tiles(_ rows: [TileSpan], _ columns: [TileSpan]) throws(DreamError) -> [Tile] {
    var plans: [[Int]: Plan] = [:]
    var tiles: [Tile] = []
    for row in rows {
      for column in columns {
        let key = cells(row, vertical, .vertical) + cells(column, horizontal, .horizontal)
        if plans[key] == nil { plans[key] = try plan(row, column) }
        tiles.append(Tile(rows: row, columns: column, plan: plans[key]!))
      }
    }
    return tiles
  }

  /// All that a plan depends on along one axis: how many cells a tile sees of every value.
  private func cells(_ span: TileSpan, _ fields: [Value: ReceptiveField], _ axis: Axis) -> [Int] {
    fields.keys.sorted().map { value in
      span.seenCells(of: axis.size(shapes[value]!), stride: fields[value]!.stride).count
    } + [span.seesEnd ? 1 : 0]
  }

  private func plan(_ rows: TileSpan, _ columns: TileSpan) throws(DreamError) -> Plan {
    let tile = graph.tile(
      for: values, shapes: shapes, rows: (rows, vertical), columns: (columns, horizontal))
    return try Plan(
      tile, width: columns.seen.count, height: rows.seen.count, values: values, teamSize: teamSize)
  }
}

extension Plan {
  /// Bytes of working memory.
  fileprivate var arenaBytes: Int { arenaCount * MemoryLayout<Float>.stride }
}
