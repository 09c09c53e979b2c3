import Media

/// A picture while it is being dreamed: three planes of floats in its own memory, red first.
///
/// Values are on the 0...255 scale of a `Picture`, but between two steps they need not be whole or even in range.
/// A reference, so that kernels write in place; it belongs to one `Dreamer` and thereby to one thread.
final class FloatPicture {
  let width: Int
  let height: Int
  /// `[3][height][width]`.
  let values: UnsafeMutablePointer<Float>
  private let storage: PlaneStorage

  /// Values of one plane.
  var area: Int { width * height }
  /// Values of all planes.
  var count: Int { 3 * width * height }
  var size: PictureSize { PictureSize(width: width, height: height) }

  /// One colour, `[height][width]`: 0 is red, 1 green, 2 blue.
  func plane(_ channel: Int) -> UnsafeMutablePointer<Float> { values + channel * area }

  /// A black picture.
  convenience init(width: Int, height: Int) {
    self.init(width: width, height: height, in: PlaneStorage(count: 3 * width * height))
  }

  /// A picture where there is room for it, which it may share with others; its values are what they are there.
  init(width: Int, height: Int, in storage: PlaneStorage) {
    precondition(width > 0 && height > 0 && 3 * width * height <= storage.count)
    (self.width, self.height, self.storage) = (width, height, storage)
    values = storage.start
  }

  /// The floats of an 8-bit picture.
  convenience init(_ picture: Picture) {
    self.init(width: picture.width, height: picture.height)
    set(to: picture)
  }

  /// Takes over an 8-bit picture of the same size.
  func set(to picture: Picture) {
    precondition(picture.width == width && picture.height == height)
    let (red, green, blue) = (plane(0), plane(1), plane(2))
    picture.pixels.withUnsafeBufferPointer { pixels in
      for i in 0..<area {
        red[i] = Float(pixels[3 * i])
        green[i] = Float(pixels[3 * i + 1])
        blue[i] = Float(pixels[3 * i + 2])
      }
    }
  }

  /// The nearest 8-bit picture: clamped to 0...255, halves rounded up; what is not a number becomes 0.
  func rounded() -> Picture {
    let (red, green, blue) = (plane(0), plane(1), plane(2))
    let pixels = [UInt8](unsafeUninitializedCapacity: count) { pixels, written in
      for i in 0..<area {
        pixels[3 * i] = nearestByte(red[i])
        pixels[3 * i + 1] = nearestByte(green[i])
        pixels[3 * i + 2] = nearestByte(blue[i])
      }
      written = count
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  /// Takes over the values of a picture of the same size.
  func set(to other: FloatPicture) {
    precondition(other.width == width && other.height == height)
    values.update(from: other.values, count: count)
  }

  /// Adds a picture of the same size, value by value.
  func add(_ other: FloatPicture) {
    precondition(other.width == width && other.height == height)
    let addend = other.values
    for i in 0..<count { values[i] += addend[i] }
  }

  /// Adds an 8-bit picture of the same size, value by value.
  func add(_ other: Picture) {
    precondition(other.size == size)
    other.pixels.withUnsafeBufferPointer { pixels in
      for channel in 0..<3 {
        let plane = plane(channel)
        for i in 0..<area { plane[i] += Float(pixels[3 * i + channel]) }
      }
    }
  }

  /// Subtracts a picture of the same size, value by value.
  func subtract(_ other: FloatPicture) {
    precondition(other.width == width && other.height == height)
    let subtrahend = other.values
    for i in 0..<count { values[i] -= subtrahend[i] }
  }
}

/// Room for the planes of pictures that are never needed at the same time.
final class PlaneStorage {
  let start: UnsafeMutablePointer<Float>
  let count: Int

  /// Room for so many values, all 0.
  init(count: Int) {
    start = .allocate(capacity: count)
    start.initialize(repeating: 0, count: count)
    self.count = count
  }

  deinit { start.deallocate() }
}

/// The comparison comes out false for NaN, so that it ends as 0 rather than in a trap.
@inline(__always)
private func nearestByte(_ value: Float) -> UInt8 {
  let clamped = value > 0 ? min(value, 255) : 0
  return UInt8(truncatingIfNeeded: Int32(clamped + 0.5))
}
