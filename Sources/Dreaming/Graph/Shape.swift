/// The size of a feature map: `[height][width][lanes]` floats.
struct Shape: Equatable {
  var height: Int
  var width: Int
  /// As the network counts them, without the extra lanes.
  var channels: Int
  /// Whether this is the picture itself, whose cells have no extra lanes.
  var isPicture = false

  /// Floats per cell: the picture's three, else the channels rounded up for SIMD.
  var lanes: Int { channels == 3 && isPicture ? 3 : Graph.lanes(for: channels) }
  /// Floats in a row.
  var row: Int { width * lanes }
  /// Floats in all.
  var count: Int { height * width * lanes }

  /// Whether it is a single cell, which arithmetic lets every cell of another value meet.
  var isCell: Bool { height == 1 && width == 1 }

  /// Whether so many floats can be counted with certainty, and may fit into some computer's memory.
  var hasPossibleSize: Bool {
    let most = 1 << 32
    let (row, rowOverflows) = width.multipliedReportingOverflow(by: lanes)
    let (count, overflows) = row.multipliedReportingOverflow(by: height)
    return !rowOverflows && !overflows && count <= most
  }
}

extension Shape: CustomStringConvertible {
  var description: String { "\(width)x\(height) cells of \(channels) channels" }
}
