import Foundation

/// How alike stretches of a song are, and what of that comes back: the rows of its lag matrix.
///
/// A section that is heard again is a diagonal in the self-similarity matrix, so by lag (how much later the other
/// stretch is) the row of each of its stretches looks the same, and changes where the section ends.
///
///     likeness = exp(-Σ weight · distance² / reach), over instruments, rhythm and chords
///
/// - Source: Serrà, Müller, Grosche and Arcos, "Unsupervised detection of music boundaries by time series structure
///   features", AAAI 2012.
enum SelfSimilarity {
  /// At this mean square distance, in mean square distances from the song's mean, similarity has fallen by e.
  private static let reach: Float = 0.3
  /// How much chords, instruments and rhythm count: what comes back is first of all the chords.
  private static let weights: (timbre: Float, rhythm: Float, chords: Float) = (0.3, 0.2, 0.5)
  /// Stretches further apart than this, a quarter of an hour and more, aren't compared: memory and time stay in
  /// proportion to the song's length.
  private static let longestLag = 512

  /// By stretch: its likeness, 0...1, to the stretches around it, `[stretch][lag + reach]`, where the reach is that of
  /// the song or of the longest lag.
  static func lagRows(of features: SectionFeatures) -> [[Float]] {
    let count = features.timbre.rows.count
    let reach = min(max(count - 1, 0), longestLag)
    let likeness = likenesses(of: features, count: count, reach: reach)
    return (0..<count).map { stretch in
      var row = [Float](repeating: 0, count: 2 * reach + 1)
      for lag in 0...reach {
        if stretch >= lag { row[reach - lag] = alongDiagonal(likeness, stretch, lag, reach) }
        if stretch + lag < count { row[reach + lag] = alongDiagonal(likeness, stretch + lag, lag, reach) }
      }
      return blurred(row)
    }
  }

  /// The likeness of each stretch to itself, the one before, and so on: `[stretch * (reach + 1) + lag]`.
  private static func likenesses(of features: SectionFeatures, count: Int, reach: Int) -> [Float] {
    let views = [
      (features.timbre, weights.timbre), (features.rhythm, weights.rhythm), (features.chords, weights.chords),
    ]
    var likeness = [Float](repeating: 1, count: count * (reach + 1))
    for stretch in 0..<count {
      for lag in 1...max(1, min(reach, stretch)) where lag <= stretch {
        let distance = views.reduce(Float(0)) { sum, part in
          let (view, weight) = part
          return sum + weight * view.distance(stretch, stretch - lag)
        }
        likeness[stretch * (reach + 1) + lag] = exp(-distance / Self.reach)
      }
    }
    return likeness
  }

  /// The mean with the likeness of the stretches before both, and after both.
  private static func alongDiagonal(_ likeness: [Float], _ stretch: Int, _ lag: Int, _ reach: Int) -> Float {
    let last = likeness.count / (reach + 1) - 1
    let near = max(stretch - 1, lag)...min(stretch + 1, last)
    let sum = near.reduce(Float(0)) { $0 + likeness[$1 * (reach + 1) + lag] }
    return sum / Float(near.count)
  }

  private static func blurred(_ row: [Float]) -> [Float] {
    row.indices.map { i in
      let (before, after) = (i > 0 ? row[i - 1] : 0, i + 1 < row.count ? row[i + 1] : 0)
      return 0.25 * before + 0.5 * row[i] + 0.25 * after
    }
  }
}
