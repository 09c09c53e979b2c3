/// Holds detail down where it stands out too much, and lets it grow slower the less room there is: with σ its deviation around a
/// pixel,
///
///     detail ← detail · min(1, strength / σ)          before it is dreamed on
///     x ← x' + (x - x') (1 - calm min(1, σ / strength)²)    after that, where x' is the picture before
///
/// So a dream comes in fast where there is none, and then rests instead of being driven on and pushed back in each frame. The
/// deviation is taken over a Gaussian neighbourhood of a twentieth of the picture's height.
final class DetailLimiter {
  private let width: Int
  private let height: Int
  /// The deviation changes slowly from pixel to pixel, so one value does for a block of this many each way.
  private let block: Int
  private let blur: GaussianBlur
  private let columns: Int
  private let rows: Int
  /// The mean square of detail in each block, then around it, then by what it is scaled, `[rows][columns]`.
  private let energy: UnsafeMutablePointer<Float>
  /// How much of a step each block takes, `[rows][columns]`.
  private let room: UnsafeMutablePointer<Float>

  /// How much of a step is left out where detail is as strong as it may be.
  private static let calm: Float = 0.6

  init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
    let reach = Double(height) / 20
    block = max(1, Int(reach / 3))
    blur = GaussianBlur(deviation: max(reach / Double(block), 0.5))
    (columns, rows) = ((width + block - 1) / block, (height + block - 1) / block)
    energy = .allocate(capacity: columns * rows)
    energy.initialize(repeating: 0, count: columns * rows)
    room = .allocate(capacity: columns * rows)
    room.initialize(repeating: 1, count: columns * rows)
  }

  deinit {
    energy.deallocate()
    room.deallocate()
  }

  /// Scales `detail`, whose values are around 0, down to `strength` where it is above.
  func hold(_ detail: FloatPicture, to strength: Float) {
    measure(detail)
    blur.blur(energy, width: columns, height: rows)
    for index in 0..<columns * rows {
      let deviation = (energy[index] + 1e-3).squareRoot()
      let fullness = min(1, deviation / max(strength, 1e-3))
      energy[index] = min(1, strength / deviation)
      room[index] = 1 - Self.calm * fullness * fullness
    }
    scale(detail, by: energy)
  }

  /// Takes back part of what the last dream changed, where `hold` found detail to be strong already.
  ///
  /// - Parameters:
  ///   - picture: as it was dreamed.
  ///   - base: as it was before.
  func calm(_ picture: FloatPicture, after base: FloatPicture) {
    picture.subtract(base)
    scale(picture, by: room)
    picture.add(base)
  }

  private func measure(_ detail: FloatPicture) {
    for row in 0..<rows {
      for column in 0..<columns {
        let (left, right) = (column * block, min((column + 1) * block, width))
        let (top, bottom) = (row * block, min((row + 1) * block, height))
        var sum: Float = 0
        for channel in 0..<3 {
          for y in top..<bottom {
            let line = detail.plane(channel) + y * width
            for x in left..<right { sum += line[x] * line[x] }
          }
        }
        energy[row * columns + column] = sum / Float(3 * (right - left) * (bottom - top))
      }
    }
  }

  /// Multiplies each pixel with the factor of the blocks around it.
  private func scale(_ detail: FloatPicture, by factors: UnsafePointer<Float>) {
    let (right, bottom) = (Float(columns - 1), Float(rows - 1))
    for y in 0..<height {
      let down = min(max((Float(y) + 0.5) / Float(block) - 0.5, 0), bottom)
      for x in 0..<width {
        let across = min(max((Float(x) + 0.5) / Float(block) - 0.5, 0), right)
        let factor = BilinearCell(SIMD2(across, down), width: columns, height: rows).value(in: factors)
        for channel in 0..<3 { detail.plane(channel)[y * width + x] *= factor }
      }
    }
  }
}
