import Foundation

/// How much the harmony changes.
enum ChordChange {
  /// Profiles before and behind a moment that are compared: 300 ms each.
  private static let reach = 6

  /// The strength of the change 0...1: how far the tonal centroid of the 300 ms to come is from that of the last
  /// 300 ms; 1 is its ceiling, which is at least 0.2. Silence is no harmony: what begins or ends is no change.
  ///
  ///     |centroid before - centroid after|,  centroid = Σ amount(p) · place(p) / Σ amount(p) over pitch classes p
  ///
  /// - Source: Harte, Sandler and Gasser, "Detecting harmonic change in musical audio", AMCMM 2006.
  static func signal(of chroma: Chroma) -> [Float] {
    let sums = runningSums(of: chroma.notes)
    let count = chroma.notes.count
    let changes = (0..<count).map { row -> Float in
      let (from, to) = (max(0, row - reach), min(count, row + reach))
      guard let before = centroid(from: sums[from], to: sums[row]),
        let after = centroid(from: sums[row], to: sums[to])
      else { return 0 }
      return (before - after).squaredLength.squareRoot()
    }
    let curve = chroma.spread(changes)
    return normalised(curve, from: 0, to: max(ceiling(of: curve), 0.2))
  }

  /// Sums of the first 0, 1, 2... rows: `[row][pitch class]`, one row more.
  private static func runningSums(of notes: FrameSeries) -> [[Float]] {
    var sums = [[Float](repeating: 0, count: 12)]
    for row in 0..<notes.count { sums.append((0..<12).map { sums[row][$0] + notes[row: row, $0] }) }
    return sums
  }

  /// Where pitch classes lie on the circles of fifths, minor thirds and major thirds: six values; nil without any.
  private static func centroid(from first: [Float], to last: [Float]) -> SIMD8<Float>? {
    var (sum, total) = (SIMD8<Float>.zero, Float(0))
    for pitch in 0..<12 {
      let amount = max(0, last[pitch] - first[pitch])
      sum += amount * circles[pitch]
      total += amount
    }
    return total > Chroma.silence ? sum / total : nil
  }

  /// Where each pitch class is on the three circles, in pairs of x and y: `[pitch class]`.
  private static let circles: [SIMD8<Float>] = (0..<12).map { pitch in
    let steps: [(Double, Double)] = [(7.0 / 6, 1), (3.0 / 2, 1), (2.0 / 3, 0.5)]
    var place = SIMD8<Float>.zero
    for (circle, (turns, radius)) in steps.enumerated() {
      let angle = Double(pitch) * turns * .pi
      place[2 * circle] = Float(radius * sin(angle))
      place[2 * circle + 1] = Float(radius * cos(angle))
    }
    return place
  }
}

extension SIMD8<Float> {
  fileprivate var squaredLength: Float { (self * self).sum() }
}
