extension [BarPointer.Beat] {
  /// The beats with those put in that a short silence swallowed: where the music goes on at the tempo and in the place
  /// in which it stopped, the beat was felt all along.
  ///
  /// A gap is bridged if it is up to ten seconds long and holds a whole number of intervals, as they were before and are
  /// after it, to within 4 %.
  func bridged() -> [BarPointer.Beat] {
    guard count >= 4 else { return self }
    var result = [self[0]]
    for index in 1..<count {
      if index >= 2, index + 1 < count { result += between(index) }
      result.append(self[index])
    }
    return result
  }

  private static let longestGap = 1000
  private static let tolerance = 0.04

  /// The beats missing before the one at `index`.
  private func between(_ index: Int) -> [BarPointer.Beat] {
    let gap = self[index].frame - self[index - 1].frame
    let before = Double(self[index - 1].frame - self[index - 2].frame)
    let after = Double(self[index + 1].frame - self[index].frame)
    guard gap <= Self.longestGap, Double(gap) > 1.6 * before else { return [] }
    let intervals = (2 * Double(gap) / (before + after)).rounded()
    let interval = Double(gap) / intervals
    guard intervals >= 2, abs(interval / before - 1) < Self.tolerance,
      abs(interval / after - 1) < Self.tolerance
    else { return [] }
    let last = self[index - 1]
    return (1..<Int(intervals)).map { step in
      BarPointer.Beat(
        frame: last.frame + Int((Double(step) * interval).rounded()),
        position: (last.position - 1 + step) % last.metre + 1, metre: last.metre)
    }
  }
}
