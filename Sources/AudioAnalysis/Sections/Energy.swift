/// How full and loud the music is beside the rest of the song: is this the drop?
enum Energy {
  /// Seconds averaged over: two bars or so, so that single strokes and bars don't count.
  private static let span = 4.0
  /// Seconds over which it passes from one section to the next.
  private static let passage = 0.5

  /// 0...1 at each 10 ms: loudness, bass, treble and onsets together; 0 and 1 are the 5th and 95th percentile over the
  /// song, kept at least a fifth of the scale apart, so that a song that never changes stays level;
  /// silence has none.
  ///
  ///     Σ weight · mean of the signal around / its highest such mean
  ///
  /// It is smooth within each of the sections that start at `starts`, in seconds; a drop is there at once.
  ///
  /// - Parameter music: the frames whose percentiles count: a fade and silence at the song's ends leave the rest as it is.
  static func signal(
    _ signals: Signals, sectionsFrom starts: [Double], in music: Range<Int>? = nil
  ) -> [Float] {
    let parts: [(name: Analysis.SignalName, weight: Float)] = [
      (.loudness, 0.4), (.bass, 0.2), (.treble, 0.15), (.onsetStrength, 0.25),
    ]
    let count = signals[.loudness]?.count ?? 0
    let bounds = starts.map { min(FrameGrid.frame(before: $0), count) } + [count]
    let sections = zip(bounds, bounds.dropFirst()).map { $0..<max($0, $1) }
    var sum = [Float](repeating: 0, count: count)
    for part in parts {
      guard let curve = signals[part.name] else { continue }
      for (frame, value) in levelled(curve, in: sections).enumerated() { sum[frame] += part.weight * value }
    }
    guard sum.contains(where: { $0 > 0 }) else { return sum }
    sum = smoothed(sum, reach: FrameGrid.frame(before: passage / 2))
    let heard = Array(sum[(music ?? sum.indices).clamped(to: sum.indices)])
    let (low, high) = (percentile(0.05, of: heard), percentile(0.95, of: heard))
    let middle = (low + high) / 2
    let reach = max(high - low, 0.2) / 2
    return normalised(sum, from: middle - reach, to: middle + reach)
  }

  /// The mean over `span` around each frame, as far as that is in its section, beside its own highest: `[frame]`.
  private static func levelled(_ curve: [Float], in sections: [Range<Int>]) -> [Float] {
    let reach = FrameGrid.frame(before: span / 2)
    let means = sections.flatMap { smoothed(Array(curve[$0]), reach: reach) }
    let highest = max(means.max() ?? 0, 1e-6)
    return means.map { $0 / highest }
  }
}
