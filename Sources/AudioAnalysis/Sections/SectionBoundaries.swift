import Foundation

/// Where sections begin.
///
/// The novelty of a moment is how far what comes after is from what came before, in means over a few bars: Foote's
/// checkerboard on the self-similarity matrix, computed without the matrix. To the novelty of how the music sounds is
/// added that of what comes back. The boundaries are those whose novelties add up to most, by dynamic programming, after
/// what sections of unusual lengths cost; lengths, weights and costs were chosen on half of some arrangements of known form.
///
///     maximise Σ over boundaries of (novelty - threshold) - Σ over sections of cost(length)
///
/// - Source: Foote, "Automatic audio segmentation using a measure of audio novelty", ICME 2000.
struct SectionBoundaries {
  /// Stretches compared before and after, and how much each counts.
  var spans: [(length: Int, weight: Float)] = [(2, 0.2), (4, 0.5), (8, 0.6)]
  /// How much instruments, rhythm and chords count.
  var weights: (timbre: Float, rhythm: Float, harmony: Float) = (0.2, 0.5, 0.33)
  /// The stretches compared for what comes back.
  var structureSpans: [(length: Int, weight: Float)] = [(4, 0.6), (8, 0.3)]
  /// Novelty that is worth a boundary, beside the song's median.
  var threshold: Float = 0.9
  /// What a section costs whose length is no multiple of two stretches, of four, and of eight: they add up.
  var oddCosts: (two: Float, four: Float, eight: Float) = (0.025, 0.025, 0.15)
  /// What a section of less than four stretches costs for each that is missing, and one of less than eight.
  var shortCosts: (four: Float, eight: Float) = (1, 0.1)
  /// The shortest section, in stretches: a bar alone is an upbeat, a stop or a last chord.
  var shortest = 2
  /// The longest section, in stretches.
  var longest = 256

  /// The first stretch of each section, and how strong the change is; the first section's is 0.
  func boundaries(in features: SectionFeatures, count: Int) -> [(stretch: Int, strength: Float)] {
    let novelty = novelty(of: features, count: count)
    var scores: [Float] = [0]
    var previous = [0]
    for end in stride(from: 1, through: count, by: 1) {
      let gain = end < count ? novelty[end] - threshold : 0
      var best = (score: -Float.infinity, start: 0)
      for start in max(0, end - longest)..<end where end - start >= min(shortest, count) {
        let score = scores[start] - cost(ofLength: end - start)
        if score > best.score { best = (score, start) }
      }
      scores.append(best.score + gain)
      previous.append(best.start)
    }
    var found: [(stretch: Int, strength: Float)] = []
    var place = previous[count]
    while place > 0 {
      found.append((place, novelty[place]))
      place = previous[place]
    }
    return [(0, 0)] + found.reversed()
  }

  private func cost(ofLength length: Int) -> Float {
    let short = shortCosts.four * Float(max(0, 4 - length)) + shortCosts.eight * Float(max(0, 8 - length))
    let odd =
      (length % 2 == 0 ? 0 : oddCosts.two) + (length % 4 == 0 ? 0 : oddCosts.four)
      + (length % 8 == 0 ? 0 : oddCosts.eight)
    return short + odd
  }

  /// The novelty of each stretch's beginning, beside the song's median; the first one's is 0: `[stretch]`.
  func novelty(of features: SectionFeatures, count: Int) -> [Float] {
    let structure = SectionFeatures.View(SelfSimilarity.lagRows(of: features), leastSpread: 0.05)
    let views = [
      (features.timbre, weights.timbre, spans), (features.rhythm, weights.rhythm, spans),
      (features.harmony, weights.harmony, spans), (structure, 1, structureSpans),
    ]
    var novelty = [Float](repeating: 0, count: count)
    for (view, weight, spans) in views {
      for span in spans {
        for (stretch, change) in view.changes(over: span.length).enumerated() {
          novelty[stretch] += weight * span.weight * change
        }
      }
    }
    let usual = max(percentile(0.5, of: Array(novelty.dropFirst())), Self.leastUsual)
    return novelty.map { $0 / usual }
  }

  /// Novelties in music that stays the same are noise, below this.
  private static let leastUsual: Float = 0.1
}
