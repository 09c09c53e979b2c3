import Foundation
import Media

/// How a picture moves from one frame to the next.
public struct Motion: Sendable, Equatable {
  /// Enlargement; 1 stands still, above 1 flies in.
  public var zoom: Double
  /// Radians; positive turns the picture anticlockwise.
  public var rotation: Double
  /// Pixels that the picture moves to the right, after zoom and rotation.
  public var panX: Double
  /// Pixels that the picture moves down, after zoom and rotation.
  public var panY: Double
  /// The point that zoom and rotation leave where it is, in widths from the left border.
  public var centerX: Double
  /// The same in heights from the upper border.
  public var centerY: Double

  /// A motion; the defaults stand still, and zoom and rotate about the picture's middle.
  ///
  /// - Precondition: all values are finite, `zoom` is above 0.
  public init(
    zoom: Double = 1, rotation: Double = 0, panX: Double = 0, panY: Double = 0, centerX: Double = 0.5,
    centerY: Double = 0.5
  ) {
    precondition(zoom > 0 && [zoom, rotation, panX, panY, centerX, centerY].allSatisfy(\.isFinite))
    (self.zoom, self.rotation, self.panX, self.panY) = (zoom, rotation, panX, panY)
    (self.centerX, self.centerY) = (centerX, centerY)
  }

  /// Whether nothing moves.
  var isStill: Bool { zoom == 1 && rotation == 0 && panX == 0 && panY == 0 }
}

/// Moves pictures of one size: bicubic between pixels, mirrored beyond the borders.
///
/// With c the centre, p the pan, R the rotation by its angle and z the zoom, what is seen at a place q was before at
///
///     R⁻¹ (q - p - c) / z + c
///
/// and between pixels n its colour is, along each axis, Σ k(t - n) x[n], where with a = -0.75
///
///     k(d) = (a + 2) |d|³ - (a + 3) |d|² + 1           for |d| ≤ 1
///     k(d) = a |d|³ - 5 a |d|² + 8 a |d| - 4 a         for 1 < |d| < 2, else 0
///
/// - Source: Keys, "Cubic convolution interpolation for digital image processing", IEEE Transactions on Acoustics, Speech
///   and Signal Processing 1981.
final class Mover {
  private let width: Int
  private let height: Int
  /// `[height][width][4]`: red, green, blue and nothing, so that four pixels of a row are one load.
  private let pixels: UnsafeMutablePointer<Float>

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    pixels = .allocate(capacity: 4 * width * height)
    pixels.initialize(repeating: 0, count: 4 * width * height)
  }

  deinit { pixels.deallocate() }

  /// Writes `picture`, moved, into `moved`; standing still changes no value.
  func move(_ picture: Picture, by motion: Motion, into moved: FloatPicture) {
    precondition(picture.width == width && picture.height == height)
    guard !motion.isStill else { return moved.set(to: picture) }
    unpack(picture)
    // A target pixel's place in the source: turned and scaled about the center, once its pan is undone.
    let cosine = cos(motion.rotation) / motion.zoom
    let sine = sin(motion.rotation) / motion.zoom
    let (centerX, centerY) = (motion.centerX * Double(width), motion.centerY * Double(height))
    for y in 0..<height {
      let down = Double(y) + 0.5 - centerY - motion.panY
      for x in 0..<width {
        let right = Double(x) + 0.5 - centerX - motion.panX
        let value = sample(
          x: cosine * right - sine * down + centerX - 0.5, y: sine * right + cosine * down + centerY - 0.5)
        let target = moved.values + y * width + x
        target[0] = value[0]
        target[moved.area] = value[1]
        target[2 * moved.area] = value[2]
      }
    }
  }

  private func unpack(_ picture: Picture) {
    picture.pixels.withUnsafeBufferPointer { bytes in
      for i in 0..<width * height {
        pixels[4 * i] = Float(bytes[3 * i])
        pixels[4 * i + 1] = Float(bytes[3 * i + 1])
        pixels[4 * i + 2] = Float(bytes[3 * i + 2])
      }
    }
  }

  /// The colour between pixels, 0...255; pixel centres have whole coordinates.
  @inline(__always)
  private func sample(x: Double, y: Double) -> SIMD4<Float> {
    let (floorX, floorY) = (x.rounded(.down), y.rounded(.down))
    let (left, top) = (Int(floorX) - 1, Int(floorY) - 1)
    let across = spreadWeights(cubicWeights(Float(x - floorX)))
    let along = cubicWeights(Float(y - floorY))
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
    let colour = halves.lowHalf + halves.highHalf
    return colour.replacing(with: 0, where: colour .< 0).replacing(with: 255, where: colour .> 255)
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
private func cubicWeights(_ t: Float) -> SIMD4<Float> {
  let a: Float = -0.75
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
