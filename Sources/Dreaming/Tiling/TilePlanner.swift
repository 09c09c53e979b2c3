/// Finds out how to cut a picture.
struct TilePlanner {
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
