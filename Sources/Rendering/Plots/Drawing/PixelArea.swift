/// A rectangle of a picture's pixels.
struct PixelArea: Equatable {
  /// Left column.
  var x: Int
  /// Top row.
  var y: Int
  var width: Int
  var height: Int

  /// The column right of it.
  var maxX: Int { x + width }
  /// The row below it.
  var maxY: Int { y + height }

  /// The same columns, `height` rows from `offset` below its top.
  func rows(from offset: Int, height: Int) -> PixelArea {
    PixelArea(x: x, y: y + offset, width: width, height: height)
  }
  /// One of its columns, 0 at the left.
  func column(_ column: Int) -> PixelArea {
    PixelArea(x: x + column, y: y, width: 1, height: height)
  }

  /// Its leftmost columns.
  func leftEdge(width: Int) -> PixelArea {
    PixelArea(x: x, y: y, width: min(width, self.width), height: height)
  }
}
