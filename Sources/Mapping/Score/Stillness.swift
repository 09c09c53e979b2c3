import AudioAnalysis

extension DreamParameters {
  /// The share of dreaming and motion that is left in silence.
  private static let leastShare = 0.1

  /// Dreams and moves less where hardly anything is heard: `intensity`, the flight, turns and drifts shrink with `presence`, to a
  /// tenth in silence.
  ///
  /// - Parameter presence: 0 in silence, 1 where anything is clearly heard.
  mutating func calm(to presence: Double) {
    guard presence < 1 else { return }
    let share = Self.leastShare + (1 - Self.leastShare) * max(presence, 0)
    self[.zoom] = 1 + share * (self[.zoom] - 1)
    for parameter in [Parameter.intensity, .rotation, .panX, .panY] { self[parameter] *= share }
  }
}
