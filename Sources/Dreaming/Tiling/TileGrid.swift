/// How far tiles have to see along one axis.
struct TileGrid {
  /// Pixels of the picture.
  let size: Int
  /// Pixels of the coarsest cells, a multiple of all other cells' pixels: every tile starts at a multiple of it.
  private let grain: Int
  /// Pixels beyond its own that a tile has to see on either side: a pixel's gradient comes from all cells that are made
  /// from it, and they from as many pixels again.
  private let halo: Int
  /// Feature maps: cells, and pixels a cell.
  private let maps: [(size: Int, stride: Int)]

  /// - Parameters:
  ///   - fields, shapes: of every value that is computed, for the whole picture.
  init(_ fields: [Value: ReceptiveField], shapes: [Value: Shape], along axis: Axis) {
    size = axis.size(shapes[.picture]!)
    grain = fields.values.map(\.stride).max() ?? 1
    let before = fields.values.map(\.before).max() ?? 0
    let after = fields.values.map(\.after).max() ?? 0
    halo = before + after
    maps = fields.map { (axis.size(shapes[$0.key]!), $0.value.stride) }
  }

  /// The most tiles there can be.
  var mostTiles: Int { (size + grain - 1) / grain }

  /// The axis in `count` tiles of nearly the same size, fewer if there aren't as many coarsest cells.
  func spans(_ count: Int) -> [TileSpan] {
    let grains = mostTiles
    let count = min(count, grains)
    return (0..<count).map { index in
      span(from: grains * index / count * grain, to: min(grains * (index + 1) / count * grain, size))
    }
  }

  /// How many tiles it takes so that none has more than `most` pixels of its own, if the coarsest cells allow it.
  func count(ofAtMost most: Int) -> Int {
    let grains = max(1, most / grain)
    return (mostTiles + grains - 1) / grains
  }

  private func span(from start: Int, to end: Int) -> TileSpan {
    var first = max(0, start - halo) / grain * grain
    // Without padding a feature map ends early: a tile must still see some of it.
    while first > 0, maps.contains(where: { first / $0.stride >= $0.size }) { first -= grain }
    let last = (end + halo + grain - 1) / grain * grain
    return TileSpan(
      own: start..<end, seen: first..<min(last, size), isLast: end == size, seesEnd: last >= size)
  }
}
