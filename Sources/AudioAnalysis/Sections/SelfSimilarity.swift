import Foundation

/// How alike each two stretches of a song are, and what of that comes back: the rows of its lag matrix.
///
/// A section that is heard again is a diagonal in the self-similarity matrix, so by lag (how much later the other
/// stretch is) the row of each of its stretches looks the same, and changes where the section ends.
/// Source: Serrà, Müller, Grosche and Arcos, "Unsupervised detection of music boundaries by time series structure
/// features", AAAI 2012.
enum SelfSimilarity {
  /// At this mean square distance, in mean square distances from the song's mean, similarity has fallen by e.
  private static let reach: Float = 0.3
  /// How much chords, instruments and rhythm count: what comes back is first of all the chords.
  private static let weights: (timbre: Float, rhythm: Float, harmony: Float) = (0.3, 0.2, 0.5)

  /// By stretch: its likeness, 0...1, to the stretch `lag` stretches later, `[stretch][lag + count - 1]`.
  static func lagRows(of features: SectionFeatures) -> [[Float]] {
    let count = features.timbre.rows.count
    let likeness = likenesses(of: features, count)
    return (0..<count).map { stretch in
      var row = [Float](repeating: 0, count: 2 * count - 1)
      for other in 0..<count {
        row[other - stretch + count - 1] = alongDiagonal(likeness, stretch, other, count)
      }
      return blurred(row)
    }
  }

  private static func likenesses(of features: SectionFeatures, _ count: Int) -> [Float] {
    let views = [
      (features.timbre, weights.timbre), (features.rhythm, weights.rhythm),
      (features.harmony, weights.harmony),
    ]
    var likeness = [Float](repeating: 1, count: count * count)
    for one in 0..<count {
      for other in 0..<one {
        let distance = views.reduce(Float(0)) { sum, part in
          let (view, weight) = part
          return sum + weight * SectionFeatures.View.squareDistance(view.rows[one], view.rows[other])
            / view.spread
        }
        let value = exp(-distance / reach)
        likeness[one * count + other] = value
        likeness[other * count + one] = value
      }
    }
    return likeness
  }

  /// The mean with the likeness of the stretches before both, and after both.
  private static func alongDiagonal(_ likeness: [Float], _ one: Int, _ other: Int, _ count: Int) -> Float {
    var (sum, parts): (Float, Float) = (0, 0)
    for offset in -1...1 {
      let (row, column) = (one + offset, other + offset)
      guard row >= 0, column >= 0, row < count, column < count else { continue }
      sum += likeness[row * count + column]
      parts += 1
    }
    return sum / parts
  }

  private static func blurred(_ row: [Float]) -> [Float] {
    row.indices.map { i in
      let (before, after) = (i > 0 ? row[i - 1] : 0, i + 1 < row.count ? row[i + 1] : 0)
      return 0.25 * before + 0.5 * row[i] + 0.25 * after
    }
  }
}
