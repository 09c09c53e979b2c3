import Media

/// Reads pictures of one size between their pixels: bicubic, mirrored beyond the borders.
///
/// Between pixels n the value at t is, along each axis, Σ k(t - n) x[n], where with a below 0, which makes it crisper,
///
///     k(d) = (a + 2) |d|³ - (a + 3) |d|² + 1           for |d| ≤ 1
///     k(d) = a |d|³ - 5 a |d|² + 8 a |d| - 4 a         for 1 < |d| < 2, else 0
///
/// - Source: Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on Acoustics, Speech
///   and Signal Processing 1981.
final class CubicSampler {
  let width: Int
  let height: Int
  /// `[height][width][4]`: red, green, blue and nothing, so that four pixels of a row are one load.
  private let pixels: UnsafeMutablePointer<Float>
  /// a
  private let crispness: Float

  /// - Parameter crispness: a; at -0.75 what is read over and over stays crisp, at -0.5 it changes least.
  init(width: Int, height: Int, crispness: Float) {
    (self.width, self.height, self.crispness) = (width, height, crispness)
    pixels = .allocate(capacity: 4 * width * height)
    pixels.initialize(repeating: 0, count: 4 * width * height)
  }

  deinit { pixels.deallocate() }

  /// Makes `picture` what is read.
  func set(to picture: Picture) {
    precondition(picture.width == width && picture.height == height)
    picture.pixels.withUnsafeBufferPointer { bytes in
      for i in 0..<width * height {
        for channel in 0..<3 { pixels[4 * i + channel] = Float(bytes[3 * i + channel]) }
      }
    }
  }

  /// Makes what `picture` has more than `other` what is read.
  func set(to picture: Picture, minus other: Picture) {
    precondition(picture.width == width && picture.height == height && picture.size == other.size)
    picture.pixels.withUnsafeBufferPointer { bytes in
      other.pixels.withUnsafeBufferPointer { otherBytes in
        for i in 0..<width * height {
          for channel in 0..<3 {
            let index = 3 * i + channel
            pixels[4 * i + channel] = Float(Int16(bytes[index]) - Int16(otherBytes[index]))
          }
        }
      }
    }
  }

  /// The value between pixels, whose centres have whole coordinates; it may be beyond those of the pixels around.
  ///
  /// - Returns: red, green, blue and 0.
  @inline(__always)
  func sample(x: Double, y: Double) -> SIMD4<Float> {
    let (floorX, floorY) = (x.rounded(.down), y.rounded(.down))
    let (left, top) = (Int(floorX) - 1, Int(floorY) - 1)
    let across = spreadWeights(cubicWeights(Float(x - floorX), crispness))
    let along = cubicWeights(Float(y - floorY), crispness)
    var sum: SIMD16<Float>
    if left >= 0 && left + 4 <= width && top >= 0 && top + 4 <= height {
      let corner = pixels + 4 * (top * width + left)
      let row = 4 * width
      sum = load16(corner) * along[0]
      sum += load16(corner + row) * along[1]
      sum += load16(corner + 2 * row) * along[2]
      sum += load16(corner + 3 * row) * along[3]
    } else {
      sum = .zero
      for tap in 0..<4 {
        sum += mirroredRow(top + tap, from: left) * along[tap]
      }
    }
    sum *= across
    let halves = sum.lowHalf + sum.highHalf
    return halves.lowHalf + halves.highHalf
  }

  /// Four pixels of a row, where anything beyond the borders is what a mirror there would show.
  @inline(never)
  private func mirroredRow(_ y: Int, from left: Int) -> SIMD16<Float> {
    let row = pixels + 4 * width * mirrored(y, in: height, repeatsEnds: true)
    var colours = SIMD16<Float>.zero
    for tap in 0..<4 {
      let pixel = row + 4 * mirrored(left + tap, in: width, repeatsEnds: true)
      for channel in 0..<3 { colours[4 * tap + channel] = pixel[channel] }
    }
    return colours
  }
}

/// The weights k(t - n) of the pixels n = -1, 0, 1 and 2 for a place `t` in 0..<1 between pixels 0 and 1.
@inline(__always)
private func cubicWeights(_ t: Float, _ a: Float) -> SIMD4<Float> {
  let linear = SIMD4<Float>(a, 0, -a, 0)
  let square = SIMD4<Float>(-2 * a, -(a + 3), 2 * a + 3, a)
  let cube = SIMD4<Float>(a, a + 2, -(a + 2), -a)
  return SIMD4<Float>(0, 1, 0, 0) + t * (linear + t * (square + t * cube))
}

/// Each weight four times, for the four channels of its pixel.
@inline(__always)
private func spreadWeights(_ weights: SIMD4<Float>) -> SIMD16<Float> {
  SIMD16(
    lowHalf: SIMD8(lowHalf: SIMD4(repeating: weights[0]), highHalf: SIMD4(repeating: weights[1])),
    highHalf: SIMD8(lowHalf: SIMD4(repeating: weights[2]), highHalf: SIMD4(repeating: weights[3])))
}
