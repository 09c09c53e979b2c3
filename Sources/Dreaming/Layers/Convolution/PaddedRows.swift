/// Rows of a feature map with zeros around them, for windows that reach over its border.
struct PaddedRows {
  let source: Shape
  /// Columns of the source in a row; those that it doesn't have are zeros.
  let columns: Range<Int>

  /// Floats from a row to the next.
  var pitch: Int { columns.count * source.lanes }

  /// Copies rows; those that the source doesn't have are zeros.
  func copy(_ rows: Range<Int>, of cells: MaskedCells, into target: UnsafeMutablePointer<Float>) {
    let inside = columns.clamped(to: 0..<source.width)
    let before = (inside.lowerBound - columns.lowerBound) * source.lanes
    let count = inside.count * source.lanes
    var row = target
    for y in rows {
      if (0..<source.height).contains(y), count > 0 {
        row.update(repeating: 0, count: before)
        cells.copy(
          from: (y * source.width + inside.lowerBound) * source.lanes, count: count, to: row + before)
        (row + (before + count)).update(repeating: 0, count: pitch - before - count)
      } else {
        row.update(repeating: 0, count: pitch)
      }
      row += pitch
    }
  }
}
