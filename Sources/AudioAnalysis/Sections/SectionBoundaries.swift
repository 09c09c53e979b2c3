import Foundation

/// Where sections begin.
///
/// The novelty of a moment is how far what comes after is from what came before, in means over a few bars: Foote's
/// checkerboard on the self-similarity matrix, computed without the matrix. To the novelty of how the music sounds is
/// added that of what comes back. The boundaries are those whose novelties add up to most, by dynamic programming.
/// Source: Foote, "Automatic audio segmentation using a measure of audio novelty", ICME 2000.
struct SectionBoundaries {
  /// Stretches compared before and after, and how much each counts.
  var spans: [(length: Int, weight: Float)] = [(2, 0.25), (4, 0.45), (8, 0.3)]
  /// The same for what comes back.
  var structureSpans: [(length: Int, weight: Float)] = [(4, 0.6)]
  /// Novelty that is worth a boundary, beside the song's median.
  var threshold: Float = 1.2
  /// What a section costs whose length is no multiple of four stretches.
  var oddCost: Float = 0.05
  /// What a section of less than four stretches costs for each that is missing.
  var shortCost: Float = 1
  /// The longest section, in stretches.
  var longest = 64

  /// The first stretch of each section, and how strong the change is; the first section's is 0.
  func boundaries(in features: SectionFeatures, count: Int) -> [(stretch: Int, strength: Float)] {
    let novelty = novelty(of: features, count: count)
    var scores: [Float] = [0]
    var previous = [0]
    for end in stride(from: 1, through: count, by: 1) {
      let gain = end < count ? novelty[end] - threshold : 0
      let options = (max(0, end - longest)..<end).map { scores[$0] - cost(ofLength: end - $0) }
      let best = options.indices.max { options[$0] < options[$1] }!
      scores.append(options[best] + gain)
      previous.append(max(0, end - longest) + best)
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
    let short = shortCost * Float(max(0, 4 - length))
    return short + (length % 4 == 0 ? 0 : length % 2 == 0 ? oddCost / 2 : oddCost)
  }

  /// The novelty of each stretch's beginning, beside the song's median; the first one's is 0.
  func novelty(of features: SectionFeatures, count: Int) -> [Float] {
    let structure = SectionFeatures.View(SelfSimilarity.lagRows(of: features), leastSpread: 0.05)
    let share = 1 / Float(features.views.count)
    var novelty = [Float](repeating: 0, count: count)
    for stretch in stride(from: 1, to: count, by: 1) {
      for view in features.views { novelty[stretch] += share * change(of: view, at: stretch, spans) }
      novelty[stretch] += change(of: structure, at: stretch, structureSpans)
    }
    let usual = max(percentile(0.5, of: Array(novelty.dropFirst())), Self.leastUsual)
    return novelty.map { $0 / usual }
  }

  /// Novelties in music that stays the same are noise, below this.
  private static let leastUsual: Float = 0.15

  /// How far the means after a stretch's beginning are from those before, in the view's spreads.
  private func change(
    of view: SectionFeatures.View, at stretch: Int, _ spans: [(length: Int, weight: Float)]
  ) -> Float {
    spans.reduce(0) { sum, span in
      let before = SectionFeatures.View.mean(of: view.rows[max(0, stretch - span.length)..<stretch])
      let after = SectionFeatures.View.mean(
        of: view.rows[stretch..<min(view.rows.count, stretch + span.length)])
      return sum + span.weight * SectionFeatures.View.squareDistance(before, after) / view.spread
    }
  }
}
