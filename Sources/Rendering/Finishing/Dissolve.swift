import Media

extension FloatFrame {
  /// Lays the frame over `before`, which has its size:
  ///
  ///     before + opacity (frame - before)
  ///
  /// - Parameter opacity: of the frame, 0...1.
  mutating func dissolve(from before: Picture, opacity: Float) {
    guard opacity < 1 else { return }
    change { values in
      before.pixels.withUnsafeBufferPointer { before in
        for index in values.indices {
          let value = Float(before[index])
          values[index] = value + opacity * (values[index] - value)
        }
      }
    }
  }
}
