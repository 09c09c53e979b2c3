import Media

/// Where each place of a resized axis takes its values from: bilinear, centres of pixels aligned, smoothed when it shrinks.
///
/// A triangle as wide as the coarser of the two grids, its weights adding up to 1 at every place: with s = from / to, the
/// weight of source place j in target place i is in proportion to
///
///     max(0, 1 - |j + ½ - s (i + ½)| / max(s, 1))
struct AxisResize {
  let from: Int
  let to: Int
  /// Source places that take part in one target place; those not needed have weight 0.
  let taps: Int
  /// First source place of each target place, `[to]`; `first[i] + taps <= from`.
  let first: [Int32]
  /// `[to][taps]`.
  let weights: [Float]

  init(from: Int, to: Int) {
    precondition(from > 0 && to > 0)
    let scale = Double(from) / Double(to)
    let support = max(scale, 1)
    let windows = (0..<to).map {
      Self.window(centre: scale * (Double($0) + 0.5), support: support, from: from)
    }
    let taps = windows.map(\.weights.count).max()!
    var first: [Int32] = []
    var weights: [Float] = []
    for window in windows {
      let start = min(window.start, from - taps)
      let padding = window.start - start
      first.append(Int32(start))
      for tap in 0..<taps {
        let index = tap - padding
        weights.append(window.weights.indices.contains(index) ? Float(window.weights[index]) : 0)
      }
    }
    (self.from, self.to, self.taps, self.first, self.weights) = (from, to, taps, first, weights)
  }

  private static func window(
    centre: Double, support: Double, from: Int
  ) -> (start: Int, weights: [Double]) {
    let places = (0..<from).clamped(to: Int(centre - support) - 1..<Int(centre + support) + 2)
    let weighted = places.map { place in
      (place, max(0, 1 - abs(Double(place) + 0.5 - centre) / support))
    }.filter { $0.1 > 0 }
    let total = weighted.reduce(0) { $0 + $1.1 }
    return (weighted[0].0, weighted.map { $0.1 / total })
  }
}

/// Changes the size of pictures from one given size to another, as PyTorch's antialiased bilinear interpolation does.
///
/// Keeps its weights and working memory: make it once for each pair of sizes.
final class Resize {
  private let columns: AxisResize
  private let rows: AxisResize
  /// One plane with its new width and its old height, `[height][width]`.
  private let stretched: UnsafeMutablePointer<Float>

  init(from old: PictureSize, to new: PictureSize) {
    columns = AxisResize(from: old.width, to: new.width)
    rows = AxisResize(from: old.height, to: new.height)
    stretched = .allocate(capacity: new.width * old.height)
  }

  deinit { stretched.deallocate() }

  /// Writes `picture` at the size of `resized`.
  func resize(_ picture: FloatPicture, into resized: FloatPicture) {
    precondition(picture.width == columns.from && picture.height == rows.from)
    precondition(resized.width == columns.to && resized.height == rows.to)
    for channel in 0..<3 {
      stretchRows(picture.plane(channel), count: rows.from, along: columns, into: stretched)
      let plane = resized.plane(channel)
      for y in 0..<rows.to {
        blendRow(y, of: stretched, width: columns.to, along: rows, into: plane + y * columns.to)
      }
    }
  }
}

extension Picture {
  /// This picture at another size: bilinear, smoothed where it shrinks.
  ///
  /// - Precondition: `width` and `height` are at least 1.
  public func resized(width: Int, height: Int) -> Picture {
    let resized = FloatPicture(width: width, height: height)
    Resize(from: size, to: resized.size).resize(FloatPicture(self), into: resized)
    return resized.rounded()
  }
}

/// Changes the width of rows.
///
/// - Parameters:
///   - source: `[count][axis.from]`.
///   - target: room for `[count][axis.to]`.
func stretchRows(
  _ source: UnsafePointer<Float>, count: Int, along axis: AxisResize,
  into target: UnsafeMutablePointer<Float>
) {
  let taps = axis.taps
  axis.first.withUnsafeBufferPointer { first in
    axis.weights.withUnsafeBufferPointer { weights in
      for y in 0..<count {
        let row = source + y * axis.from
        let out = target + y * axis.to
        if taps == 2 {
          for x in 0..<axis.to {
            let start = Int(first[x])
            out[x] = weights[2 * x] * row[start] + weights[2 * x + 1] * row[start + 1]
          }
        } else {
          for x in 0..<axis.to {
            let start = Int(first[x])
            var sum: Float = 0
            for tap in 0..<taps { sum += weights[taps * x + tap] * row[start + tap] }
            out[x] = sum
          }
        }
      }
    }
  }
}

/// Row `y` of a plane whose height changes along `axis`.
private func blendRow(
  _ y: Int, of plane: UnsafePointer<Float>, width: Int, along axis: AxisResize,
  into out: UnsafeMutablePointer<Float>
) {
  let start = plane + Int(axis.first[y]) * width
  let weight = axis.weights[axis.taps * y]
  for x in 0..<width { out[x] = weight * start[x] }
  for tap in 1..<max(axis.taps, 1) {
    let row = start + tap * width
    let weight = axis.weights[axis.taps * y + tap]
    for x in 0..<width { out[x] += weight * row[x] }
  }
}
