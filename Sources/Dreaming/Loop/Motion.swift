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

extension Motion {
  /// Undoes the motion in pictures of one size: where each place was before.
  struct Inverse {
    private let cosine: Double
    private let sine: Double
    private let center: SIMD2<Double>
    private let pan: SIMD2<Double>

    init(of motion: Motion, width: Int, height: Int) {
      cosine = cos(motion.rotation) / motion.zoom
      sine = sin(motion.rotation) / motion.zoom
      center = SIMD2(motion.centerX * Double(width), motion.centerY * Double(height))
      pan = SIMD2(motion.panX, motion.panY)
    }

    /// Where the pixel in this column and row was; pixel centres have whole coordinates.
    @inline(__always)
    func place(x: Int, y: Int) -> (x: Double, y: Double) {
      let right = Double(x) + 0.5 - center.x - pan.x
      let down = Double(y) + 0.5 - center.y - pan.y
      return (
        cosine * right - sine * down + center.x - 0.5, sine * right + cosine * down + center.y - 0.5
      )
    }
  }
}

/// Moves pictures of one size: bicubic between pixels, mirrored beyond the borders.
///
/// With c the centre, p the pan, R the rotation by its angle and z the zoom, what is seen at a place q was before at
///
///     R⁻¹ (q - p - c) / z + c
final class Mover {
  private let sampler: CubicSampler

  init(width: Int, height: Int) {
    sampler = CubicSampler(width: width, height: height, crispness: -0.75)
  }

  /// Writes `picture`, moved, into `moved`; standing still changes no value.
  func move(_ picture: Picture, by motion: Motion, into moved: FloatPicture) {
    precondition(picture.size == moved.size)
    guard !motion.isStill else { return moved.set(to: picture) }
    sampler.set(to: picture)
    let inverse = Motion.Inverse(of: motion, width: moved.width, height: moved.height)
    for y in 0..<moved.height {
      for x in 0..<moved.width {
        let place = inverse.place(x: x, y: y)
        let value = sampler.sample(x: place.x, y: place.y)
        let colour = value.replacing(with: 0, where: value .< 0).replacing(with: 255, where: value .> 255)
        let target = moved.values + y * moved.width + x
        target[0] = colour[0]
        target[moved.area] = colour[1]
        target[2 * moved.area] = colour[2]
      }
    }
  }
}
