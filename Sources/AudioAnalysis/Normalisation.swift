/// Frames in a second.
let framesPerSecond = 100

/// How high a curve gets, robustly: the 95th percentile of its maxima over each second, seconds in which it
/// stays below a twentieth of its maximum left out.
///
/// Unlike a percentile of all values this sees short peaks as well as long ones, and a silent intro doesn't
/// lower it. 0 for a curve that is 0 throughout.
func ceiling(of curve: [Float]) -> Float {
  let highest = curve.max() ?? 0
  guard highest > 0 else { return 0 }
  let maxima = stride(from: 0, to: curve.count, by: framesPerSecond)
    .map { curve[$0..<min($0 + framesPerSecond, curve.count)].max()! }
    .filter { $0 >= highest / 20 }
  return percentile(0.95, of: maxima)
}

/// The value below which a share of `values` lies, interpolated; 0 for no values.
func percentile(_ share: Double, of values: [Float]) -> Float {
  guard !values.isEmpty else { return 0 }
  let sorted = values.sorted()
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  let above = min(below + 1, sorted.count - 1)
  return sorted[below] + (sorted[above] - sorted[below]) * Float(place - Double(below))
}

/// Maps `floor` to 0 and `ceiling` to 1, and limits the curve to 0...1; 0 throughout where there is no range.
func normalised(_ curve: [Float], from floor: Float, to ceiling: Float) -> [Float] {
  guard ceiling > floor else { return [Float](repeating: 0, count: curve.count) }
  let scale = 1 / (ceiling - floor)
  return curve.map { min(max(($0 - floor) * scale, 0), 1) }
}
