/// Rows `[row][width]`, one after the other in time, with zeros before the first and behind the last.
struct PaddedFrames {
  private let width: Int
  private let padding: Int
  /// `[padding + row + padding][width]`
  private var values: [Float]

  init(rows: Int, width: Int, padding: Int) {
    (self.width, self.padding) = (width, padding)
    values = [Float](repeating: 0, count: (rows + 2 * padding) * width)
  }

  /// Writes some rows, `[row][width]`, from one on.
  mutating func store(_ rows: [Float], from row: Int) {
    let start = (padding + row) * width
    values.replaceSubrange(start..<start + rows.count, with: rows)
  }

  /// Makes all that is below 0 zero.
  mutating func rectify() { values.rectify() }

  /// Calls `body` with where the first row begins, whose padding lies before it.
  func withFrames(_ body: (UnsafePointer<Float>) -> Void) {
    values.withUnsafeBufferPointer { body($0.baseAddress! + padding * width) }
  }

  /// The same, to write there.
  mutating func withMutableFrames(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    let offset = padding * width
    values.withUnsafeMutableBufferPointer { body($0.baseAddress! + offset) }
  }
}

extension [Float] {
  /// Makes all that is below 0 zero.
  mutating func rectify() {
    withUnsafeMutableBufferPointer { values in
      for i in values.indices { values[i] = Swift.max(values[i], 0) }
    }
  }
}
