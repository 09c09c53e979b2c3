/// The last rows of a feature map; row `y` takes the place of row `y - rows`.
struct RowRing {
  let start: UnsafeMutablePointer<Float>
  /// Rows that it holds.
  let rows: Int
  /// Floats in a row.
  let row: Int

  subscript(y: Int) -> UnsafeMutablePointer<Float> { start + y % rows * row }

  /// Calls `body` for runs of `range` that lie one after the other in memory.
  func forEachRun(
    of range: Range<Int>, _ body: (_ rows: Range<Int>, _ start: UnsafeMutablePointer<Float>) -> Void
  ) {
    var first = range.lowerBound
    while first < range.upperBound {
      let end = min(range.upperBound, first - first % rows + rows)
      body(first..<end, self[first])
      first = end
    }
  }
}

extension Range<Int> {
  /// Part `index` of `count` that are about equally long; the last may be empty.
  func part(_ index: Int, of count: Int) -> Range<Int> {
    let length = (self.count + count - 1) / count
    return Swift.min(
      upperBound, lowerBound + index * length)..<Swift.min(
        upperBound, lowerBound + (index + 1) * length)
  }
}
