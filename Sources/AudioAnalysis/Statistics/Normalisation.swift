/// How high a curve `[frame]` gets, robustly: the 95th percentile of its maxima over each second, seconds in which it
/// stays below a twentieth of its maximum left out.
///
///     P₉₅ { m : m = max of a second, m ≥ max / 20 }
///
/// Unlike a percentile of all values this sees short peaks as well as long ones, and a silent intro doesn't
/// lower it. 0 for a curve that is 0 throughout.
func ceiling(of curve: [Float]) -> Float {
  let highest = curve.max() ?? 0
  guard highest > 0 else { return 0 }
  let second = FrameGrid.framesPerSecond
  let maxima = stride(from: 0, to: curve.count, by: second)
    .map { curve[$0..<min($0 + second, curve.count)].max()! }
    .filter { $0 >= highest / 20 }
  return percentile(0.95, of: maxima)
}

/// Sums of the first 0, 1, 2... values: one more than there are values.
func runningSums(of values: [Float]) -> [Double] {
  var sums = [0.0]
  sums.reserveCapacity(values.count + 1)
  var sum = 0.0
  for value in values {
    sum += Double(value)
    sums.append(sum)
  }
  return sums
}

/// The mean of each value and the `reach` values before and behind it, fewer at the ends; as many values.
func smoothed(_ values: [Float], reach: Int) -> [Float] {
  let sums = runningSums(of: values)
  return values.indices.map { i in
    let (from, to) = (max(0, i - reach), min(values.count, i + reach + 1))
    return Float((sums[to] - sums[from]) / Double(to - from))
  }
}

/// The value below which a share of `values` lies, interpolated; 0 for no values.
///
///     v⌊p⌋ + (v⌊p⌋₊₁ - v⌊p⌋) · (p - ⌊p⌋),  p = share · (count - 1), of the sorted values v
func percentile(_ share: Double, of values: [Float]) -> Float {
  guard !values.isEmpty else { return 0 }
  let place = share * Double(values.count - 1)
  let below = Int(place)
  var rest = values
  let lower = select(below, in: &rest)
  // What lies behind `below` is now no less than it.
  let upper = rest[(below + 1)...].min() ?? lower
  return lower + (upper - lower) * Float(place - Double(below))
}

/// The value that a sorted array would have at `place`, in linear time; what is less comes before it, what is more
/// behind it.
///
/// - Source: Hoare, "Algorithm 65: find", Communications of the ACM 4, 1961.
private func select(_ place: Int, in values: inout [Float]) -> Float {
  values.withUnsafeMutableBufferPointer { values in
    var (left, right) = (0, values.count - 1)
    while left < right {
      let pivot = values[place]
      var (i, j) = (left, right)
      while i <= j {
        while values[i] < pivot { i += 1 }
        while values[j] > pivot { j -= 1 }
        if i <= j {
          values.swapAt(i, j)
          i += 1
          j -= 1
        }
      }
      if j < place { left = i }
      if place < i { right = j }
    }
    return values[place]
  }
}

/// Maps `floor` to 0 and `ceiling` to 1, and limits the curve to 0...1; 0 throughout where there is no range.
///
///     min(max((x - floor) / (ceiling - floor), 0), 1)
func normalised(_ curve: [Float], from floor: Float, to ceiling: Float) -> [Float] {
  guard ceiling > floor else { return [Float](repeating: 0, count: curve.count) }
  let scale = 1 / (ceiling - floor)
  return curve.map { min(max(($0 - floor) * scale, 0), 1) }
}
