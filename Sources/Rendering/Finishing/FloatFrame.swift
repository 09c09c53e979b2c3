import Media

/// A frame while it is finished: floats, so that nothing is rounded before all is done.
///
/// Values are on the 0...255 scale of a `Picture`, but may be beyond it between two steps.
struct FloatFrame {
  let width: Int
  let height: Int
  /// The frame as it was dreamed, until something changes it.
  private var dreamed: Picture?
  /// `[height][width][3]`; empty until something changes the frame.
  private var values: [Float] = []

  init(_ picture: Picture) {
    (width, height, dreamed) = (picture.width, picture.height, picture)
  }

  /// Lets `body` change the values, `[height][width][3]`.
  mutating func change(_ body: (UnsafeMutableBufferPointer<Float>) -> Void) {
    if let picture = dreamed {
      values = floats(of: picture)
      dreamed = nil
    }
    values.withUnsafeMutableBufferPointer { body($0) }
  }

  /// The frame at a depth, each value the nearest there is; halves are rounded to even. What nothing changed stays as it was.
  func rounded(to depth: BitDepth) -> Frame {
    switch (depth, dreamed) {
    case (.eight, let picture?): .eight(picture)
    case (.eight, nil): .eight(Picture(width: width, height: height, pixels: bytes))
    case (.sixteen, let picture?): .sixteen(DeepPicture(picture))
    case (.sixteen, nil): .sixteen(DeepPicture(width: width, height: height, pixels: words))
    }
  }

  private var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: values.count) { bytes, count in
      for index in values.indices {
        bytes[index] = UInt8(truncatingIfNeeded: nearest(values[index], scale: 1))
      }
      count = values.count
    }
  }

  private var words: [UInt16] {
    let scale = Float(DeepPicture.scale)
    return [UInt16](unsafeUninitializedCapacity: values.count) { words, count in
      for index in values.indices {
        words[index] = UInt16(truncatingIfNeeded: nearest(values[index], scale: scale))
      }
      count = values.count
    }
  }
}

/// The values of an 8-bit picture, `[height][width][3]`.
func floats(of picture: Picture) -> [Float] { picture.pixels.map(Float.init) }

/// The whole number nearest to a value, within 0...255, times `scale`, in the low bits; what is not a number is 0.
///
/// Added to 1.5 · 2²³, a float has no room for fractions: the processor rounds them away, and what is left are the low bits.
/// SSE2 has no other way to round to even.
@inline(__always)
private func nearest(_ value: Float, scale: Float) -> UInt32 {
  let clamped = value > 0 ? min(value, 255) : 0
  return (clamped * scale + 0x1.8p23).bitPattern
}
