import Foundation

extension Analysis.Key {
  /// The key whose profile the song's pitch classes follow best; nil where nothing has a pitch.
  ///
  /// Each moment counts by the square root of its strength, so that loud parts don't decide alone. The confidence is
  /// how much better the best key correlates than the second best, 1 for 0.2 and more.
  ///
  ///     argmax over keys of r(Σ notes / √(Σ over pitch classes of notes), profile of the key)
  ///
  /// - Source: Krumhansl, "Cognitive Foundations of Musical Pitch", Oxford 1990.
  /// - Source: Albrecht and Shanahan, "The use of large corpora to train a new type of key-finding algorithm", Music
  ///   Perception 31(1), 2013 (the profiles).
  init?(of chroma: Chroma) {
    let notes = chroma.notes
    var sums = [Float](repeating: 0, count: 12)
    for row in 0..<notes.count {
      let strength = (0..<12).reduce(Float(0)) { $0 + notes[row: row, $1] }
      guard strength > Chroma.silence else { continue }
      for pitch in 0..<12 { sums[pitch] += notes[row: row, pitch] / strength.squareRoot() }
    }
    guard sums.contains(where: { $0 > 0 }) else { return nil }
    let candidates = [(Self.major, false), (Self.minor, true)].flatMap { profile, isMinor in
      (0..<12).map { tonic in
        let turned = (0..<12).map { sums[($0 + tonic) % 12] }
        return (tonic: tonic, isMinor: isMinor, fit: Self.correlation(turned, profile))
      }
    }.sorted { $0.fit > $1.fit }
    let (best, second) = (candidates[0], candidates[1])
    guard best.fit > 0 else { return nil }
    let confidence = min(1, (best.fit - second.fit) / 0.2)
    self.init(
      tonic: best.tonic, isMinor: best.isMinor, confidence: confidence.roundedToTenThousandths)
  }

  /// How often each pitch class comes, from the tonic on: `[pitch class]`.
  private static let major: [Float] = [
    0.238, 0.006, 0.111, 0.006, 0.137, 0.094, 0.016, 0.214, 0.009, 0.080, 0.008, 0.081,
  ]
  private static let minor: [Float] = [
    0.220, 0.006, 0.104, 0.123, 0.019, 0.103, 0.012, 0.214, 0.062, 0.022, 0.061, 0.052,
  ]

  /// Pearson's correlation, -1...1; 0 where one doesn't vary.
  private static func correlation(_ one: [Float], _ other: [Float]) -> Float {
    let means = (one.reduce(0, +) / 12, other.reduce(0, +) / 12)
    var (product, square, otherSquare): (Float, Float, Float) = (0, 0, 0)
    for (a, b) in zip(one, other) {
      product += (a - means.0) * (b - means.1)
      square += (a - means.0) * (a - means.0)
      otherSquare += (b - means.1) * (b - means.1)
    }
    return square > 0 && otherSquare > 0 ? product / (square * otherSquare).squareRoot() : 0
  }
}
