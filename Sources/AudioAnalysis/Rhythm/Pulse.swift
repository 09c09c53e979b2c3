/// Where beats may lie: the onset strengths as one curve that has the same height in quiet and loud parts.
struct Pulse: Sendable {
  /// One value a frame: 0 on average over the seconds around, with deviation 1.
  let values: [Float]

  /// Weighs low, mid and high onsets alike, and levels them over 8 s.
  init(of onsets: OnsetStrength) {
    let parts = [onsets.low, onsets.mid, onsets.high].map(Self.unitDeviation)
    let weights: [Float] = [0.4, 0.3, 0.3]
    let sum = onsets.whole.indices.map { i in
      (0..<3).reduce(Float(0)) { $0 + weights[$1] * min(parts[$1][i], 8) }
    }
    values = Self.levelled(Self.smoothed(sum), reach: 400)
  }

  /// Brings a curve to a root mean square of 1; one below 0.02, much weaker than music, stays weak.
  private static func unitDeviation(_ curve: [Float]) -> [Float] {
    let square = curve.reduce(Float(0)) { $0 + $1 * $1 } / Float(max(curve.count, 1))
    let scale = 1 / max(square.squareRoot(), 0.02)
    return curve.map { $0 * scale }
  }

  /// Widens peaks to about 30 ms, so that a beat a frame off its onset still counts.
  private static func smoothed(_ curve: [Float]) -> [Float] {
    curve.indices.map { i in
      let (before, after) = (curve[max(i - 1, 0)], curve[min(i + 1, curve.count - 1)])
      return 0.25 * before + 0.5 * curve[i] + 0.25 * after
    }
  }

  /// Less the mean, and divided by the deviation, of `reach` frames to either side. Where it is much calmer
  /// than in the whole song, the song's deviation counts: silence isn't blown up into onsets.
  private static func levelled(_ curve: [Float], reach: Int) -> [Float] {
    var (sums, squares): ([Double], [Double]) = ([0], [0])
    for value in curve {
      sums.append(sums.last! + Double(value))
      squares.append(squares.last! + Double(value * value))
    }
    func statistics(_ from: Int, _ to: Int) -> (mean: Double, deviation: Double) {
      let mean = (sums[to] - sums[from]) / Double(to - from)
      let square = (squares[to] - squares[from]) / Double(to - from)
      return (mean, max(0, square - mean * mean).squareRoot())
    }
    guard !curve.isEmpty else { return [] }
    let least = max(statistics(0, curve.count).deviation * 0.3, 0.15)
    return curve.indices.map { i in
      let (mean, deviation) = statistics(max(0, i - reach), min(curve.count, i + reach + 1))
      return Float((Double(curve[i]) - mean) / max(deviation, least))
    }
  }
}
