/// A feature map as plain numbers, for computing things the slow and obvious way.
struct ReferenceMap {
  let height: Int
  let width: Int
  let channels: Int
  /// `[height][width][channels]`
  private(set) var values: [Float]

  init(height: Int, width: Int, channels: Int, _ value: (_ y: Int, _ x: Int, _ channel: Int) -> Float) {
    (self.height, self.width, self.channels) = (height, width, channels)
    values = []
    for y in 0..<height {
      for x in 0..<width {
        for channel in 0..<channels { values.append(value(y, x, channel)) }
      }
    }
  }

  subscript(y: Int, x: Int, channel: Int) -> Float { values[(y * width + x) * channels + channel] }

  /// The value at a cell that may be outside: then nil.
  func inside(_ y: Int, _ x: Int, _ channel: Int) -> Float? {
    (0..<height).contains(y) && (0..<width).contains(x) ? self[y, x, channel] : nil
  }

  /// The same function of each value.
  func map(_ function: (Float) -> Float) -> ReferenceMap {
    ReferenceMap(height: height, width: width, channels: channels) { function(self[$0, $1, $2]) }
  }
}
