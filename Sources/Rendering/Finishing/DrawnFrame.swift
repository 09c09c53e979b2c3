import Media

extension Frame {
  /// The frame with something drawn over it, which is drawn in 8 bits: where that changes nothing, 16 bits stay as they are.
  ///
  /// - Parameter draw: makes one picture of another of the same size.
  func drawnOver(by draw: (Picture) -> Picture) -> Frame {
    switch self {
    case .eight(let picture): return .eight(draw(picture))
    case .sixteen(var deep):
      let before = deep.rounded()
      let drawn = draw(before)
      for index in deep.pixels.indices where drawn.pixels[index] != before.pixels[index] {
        deep.pixels[index] = UInt16(drawn.pixels[index]) * DeepPicture.scale
      }
      return .sixteen(deep)
    }
  }

  /// Two frames of one size and depth, side by side.
  static func sideBySide(_ left: Frame, _ right: Frame) -> Frame {
    let (width, height) = (left.size.width, left.size.height)
    func rows<Value>(_ left: [Value], _ right: [Value]) -> [Value] {
      (0..<height).flatMap { row in
        let range = 3 * row * width..<3 * (row + 1) * width
        return left[range] + right[range]
      }
    }
    switch (left, right) {
    case (.sixteen(let left), .sixteen(let right)):
      return .sixteen(
        DeepPicture(width: 2 * width, height: height, pixels: rows(left.pixels, right.pixels)))
    default:
      return .eight(
        Picture(width: 2 * width, height: height, pixels: rows(left.picture.pixels, right.picture.pixels)))
    }
  }
}
