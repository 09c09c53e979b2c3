/// The onsets in a strength curve `[frame]` of 0...1: its peaks that stand out from what is around them.
///
/// A peak is the highest within 30 ms, and at least `threshold` above the mean of the 100 ms to either side.
/// Its time is that of the sharpest attack within 30 ms; two peaks of one attack are one onset, the stronger.
func onsets(in strength: [Float], timedBy attacks: Attacks, threshold: Float = 0.1) -> [Analysis.Event] {
  let sums = strength.reduce(into: [Float(0)]) { $0.append($0.last! + $1) }
  func mean(_ from: Int, _ to: Int) -> Float { (sums[to] - sums[from]) / Float(to - from) }
  func isPeak(_ i: Int) -> Bool {
    let value = strength[i]
    guard value >= threshold else { return false }
    for j in max(0, i - 3)..<i where strength[j] >= value { return false }
    for j in i + 1..<max(i + 1, min(strength.count, i + 4)) where strength[j] > value { return false }
    return value >= mean(max(0, i - 10), min(strength.count, i + 11)) + threshold
  }
  var onsets: [Analysis.Event] = []
  for i in strength.indices where isPeak(i) {
    let time = roundedTime(attacks.attack(near: FrameGrid.seconds(of: i) - 0.003, reach: 0.03).time)
    if let last = onsets.last, last.time >= time {
      onsets[onsets.count - 1] = Analysis.Event(time: last.time, strength: max(last.strength, strength[i]))
    } else {
      onsets.append(Analysis.Event(time: time, strength: strength[i]))
    }
  }
  return onsets
}
