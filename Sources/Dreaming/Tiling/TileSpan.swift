/// A tile of a picture, along one axis: the pixels whose gradient it is for, and those it takes to compute that exactly.
struct TileSpan: Equatable {
  /// The pixels the tile is for.
  let own: Range<Int>
  /// The pixels it is computed from; it starts on the coarsest grid of cells.
  let seen: Range<Int>
  /// Whether `own` goes to the picture's end, where a feature map may have cells more or fewer than its stride suggests.
  let isLast: Bool
  /// Whether `seen` does.
  let seesEnd: Bool

  /// The cells of a feature map that are computed.
  ///
  /// - Parameters:
  ///   - size: cells of the whole picture's feature map.
  ///   - stride: pixels a cell.
  func seenCells(of size: Int, stride: Int) -> Range<Int> {
    let start = seen.lowerBound / stride
    return start..<(seesEnd ? size : min(seen.upperBound / stride, size))
  }

  /// The cells of a feature map that belong to this tile and no other, counted from the first that is computed.
  func ownCells(of size: Int, stride: Int) -> Range<Int> {
    let first = seen.lowerBound / stride
    let start = min(own.lowerBound / stride, size)
    let end = isLast ? size : min(own.upperBound / stride, size)
    return start - first..<end - first
  }
}
