import Foundation
import Media

/// Follows footage of one size from frame to frame, and tells where that can be trusted.
///
/// With b the flow from a frame back to the one before and f the flow forth from that, a pixel at p is trusted by
///
///     trust = G₁ ∗ (min₃ₓ₃ [ |b + f(p + b)|² < 0.01 (|b|² + |f|²) + ½ ] · e^-(u / 30)²)
///
/// where u is the mean difference, over colours, between this frame at p and the one before at p + b, both blurred; and [ ] is 0
/// for what comes from beyond the borders. So what is uncovered, cut or gone is not taken for what was there before.
/// Distances in pixels are those of pictures of 240 rows; larger ones have larger.
///
/// - Source: Sundaram, Brox and Keutzer, "Dense point trajectories by GPU-accelerated large displacement optical flow", ECCV
///   2010, for the agreement of both flows.
final class FollowedFootage {
  private let width: Int
  private let height: Int
  private let opticalFlow: OpticalFlow
  private let forth: FlowField
  /// Room for what is trusted before it is narrowed.
  private let agreement: UnsafeMutablePointer<Float>
  private let likenessBlur: GaussianBlur
  private let borderBlur: GaussianBlur
  /// Pixels for one of a picture of 240 rows.
  private let scale: Float
  private var latest: SeenFrame?

  /// From each pixel of the later frame back to where it was.
  let back: FlowField
  /// How far each pixel can be followed, `[height][width]`, 0...1.
  let trust: UnsafeMutablePointer<Float>
  /// The mean of `trust`.
  private(set) var trustedShare: Float = 0

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    opticalFlow = OpticalFlow(width: width, height: height)
    (back, forth) = (FlowField(width: width, height: height), FlowField(width: width, height: height))
    (agreement, trust) = (.allocate(capacity: width * height), .allocate(capacity: width * height))
    agreement.initialize(repeating: 0, count: width * height)
    trust.initialize(repeating: 0, count: width * height)
    scale = max(Float(height) / 240, 0.25)
    likenessBlur = GaussianBlur(deviation: 2 * scale)
    borderBlur = GaussianBlur(deviation: 1.5 * scale)
  }

  deinit {
    agreement.deallocate()
    trust.deallocate()
  }

  /// Follows `frame` back to `before`. Frame after frame costs least: what is known of the last one is kept.
  func follow(_ frame: Picture, backTo before: Picture) {
    let earlier: SeenFrame
    if let latest, latest.picture == before { earlier = latest } else { earlier = seen(before) }
    let later = seen(frame)
    latest = later
    opticalFlow.follow(later.grey, in: earlier.grey, into: back)
    opticalFlow.follow(earlier.grey, in: later.grey, into: forth)
    agree(later, earlier)
    narrow()
    borderBlur.blur(trust, width: width, height: height)
    trustedShare = Float(sum(trust, count: width * height) / Double(width * height))
  }

  /// A frame, and what is compared of it.
  private struct SeenFrame {
    let picture: Picture
    let grey: [UInt8]
    let blurred: FloatPicture
  }

  private func seen(_ picture: Picture) -> SeenFrame {
    let blurred = FloatPicture(picture)
    likenessBlur.blur(blurred.values, planes: 3, width: width, height: height)
    return SeenFrame(picture: picture, grey: picture.grey, blurred: blurred)
  }

  /// How far each pixel agrees with the one it comes from, before its surroundings have a say.
  private func agree(_ later: SeenFrame, _ earlier: SeenFrame) {
    let likeness: Float = 30
    let (right, bottom) = (Float(width - 1), Float(height - 1))
    for y in 0..<height {
      for x in 0..<width {
        let index = y * width + x
        let flow = back.values[index]
        let place = SIMD2(Float(x), Float(y)) + flow
        guard place.x >= 0, place.y >= 0, place.x <= right, place.y <= bottom else {
          agreement[index] = 0
          continue
        }
        let cell = BilinearCell(place, width: width, height: height)
        let returned = cell.value(in: forth.values)
        let gap = flow + returned
        let distance = (flow * flow).sum() + (returned * returned).sum()
        guard (gap * gap).sum() < 0.01 * distance + 0.5 * scale * scale else {
          agreement[index] = 0
          continue
        }
        var unlike: Float = 0
        for channel in 0..<3 {
          unlike += abs(later.blurred.plane(channel)[index] - cell.value(in: earlier.blurred.plane(channel)))
        }
        unlike /= 3 * likeness
        agreement[index] = exp(-unlike * unlike)
      }
    }
  }

  /// Trusts a pixel no more than any around it.
  private func narrow() {
    for y in 0..<height {
      for x in 0..<width {
        var least: Float = 1
        for row in max(y - 1, 0)...min(y + 1, height - 1) {
          for column in max(x - 1, 0)...min(x + 1, width - 1) {
            least = min(least, agreement[row * width + column])
          }
        }
        trust[y * width + x] = least
      }
    }
  }
}

/// Four pixels around a place, and how much each counts there.
struct BilinearCell {
  private let corner: Int
  private let right: Int
  private let down: Int
  private let across: Float
  private let along: Float

  /// - Parameter place: within the picture; pixel centres have whole coordinates.
  @inline(__always)
  init(_ place: SIMD2<Float>, width: Int, height: Int) {
    let (x, y) = (Int(place.x), Int(place.y))
    corner = y * width + x
    right = x + 1 < width ? 1 : 0
    down = y + 1 < height ? width : 0
    (across, along) = (place.x - Float(x), place.y - Float(y))
  }

  @inline(__always)
  func value(in plane: UnsafePointer<Float>) -> Float {
    let upper = plane[corner] + across * (plane[corner + right] - plane[corner])
    let lower = plane[corner + down] + across * (plane[corner + down + right] - plane[corner + down])
    return upper + along * (lower - upper)
  }

  @inline(__always)
  func value(in field: UnsafePointer<SIMD2<Float>>) -> SIMD2<Float> {
    let upper = field[corner] + across * (field[corner + right] - field[corner])
    let lower = field[corner + down] + across * (field[corner + down + right] - field[corner + down])
    return upper + along * (lower - upper)
  }
}

extension Picture {
  /// How light each pixel is, `[height][width]`, rounded down.
  fileprivate var grey: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: width * height) { grey, count in
      count = width * height
      pixels.withUnsafeBufferPointer { pixels in
        for i in 0..<count {
          // Luma of bt601 in 256ths.
          let sum =
            77 * UInt32(pixels[3 * i]) + 150 * UInt32(pixels[3 * i + 1]) + 29 * UInt32(pixels[3 * i + 2])
          grey[i] = UInt8(truncatingIfNeeded: sum >> 8)
        }
      }
    }
  }
}
