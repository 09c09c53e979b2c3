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
