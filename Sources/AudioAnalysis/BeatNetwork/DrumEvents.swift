/// Strokes of kick, snare and hat, out of what the beat network hears.
struct DrumEvents {
  /// A kind of stroke.
  private struct Kind {
    let name: Analysis.EventName
    /// Its output of the network.
    let output: Int
    /// The logit from which a peak is a stroke.
    let threshold: Float
    /// The logit that a song's surest strokes reach if it has any of the kind.
    let sure: Float
    /// The onset strength that says how strong it is.
    let strength: Analysis.SignalName
  }

  private static let kinds = [
    Kind(name: .kick, output: 2, threshold: 0.25, sure: 2, strength: .lowOnsetStrength),
    Kind(name: .snare, output: 3, threshold: -1.1, sure: 1, strength: .midOnsetStrength),
    Kind(name: .hat, output: 4, threshold: -1.2, sure: -.infinity, strength: .highOnsetStrength),
  ]
  /// The share of peaks that aren't a song's surest.
  private static let usualShare = 0.97
  /// The logit from which a peak is a stroke where even the surest are in doubt.
  private static let doubtfulThreshold: Float = 1.25
  /// Strokes are felt even where they are masked.
  private static let leastStrength: Float = 0.1

  /// Kicks, snares and hats (open hats and closed ones; claps count as snares).
  ///
  /// A stroke is a peak of the network's output, moved to the sharpest attack within 20 ms; it is as strong as the
  /// onset in its part of the spectrum. In a song whose surest strokes are in doubt, such as one without a snare, where
  /// brushes and pedals sound a little like it, hardly any counts.
  ///
  /// - Parameters:
  ///   - logits: `[row][output]`.
  ///   - duration: seconds; no stroke is behind the song's end.
  static func events(
    in logits: FrameSeries, of duration: Double, strengths: Signals, timedBy attacks: Attacks
  ) -> Events {
    var events: Events = [:]
    for kind in kinds {
      let curve = (0..<logits.count).map { logits[row: $0, kind.output] }
      let strength = strengths[kind.strength] ?? []
      let peaks = peaks(of: curve, above: kind.threshold)
      let isSure = percentile(usualShare, of: peaks.map(\.height)) > kind.sure
      let strokes = peaks.filter { isSure || $0.height > doubtfulThreshold }.map { peak in
        let attack = attacks.attack(near: peak.row / logits.rowsPerSecond, reach: 0.02).time
        let time = min(roundedTime(attack), duration)
        return Analysis.Event(
          time: time, strength: max(leastStrength, FrameGrid.highest(of: strength, near: time, reach: 3)))
      }
      // Two peaks may have found one attack.
      events[kind.name] = strokes.enumerated().filter {
        $0.offset == 0 || $0.element.time > strokes[$0.offset - 1].time
      }
      .map(\.element)
    }
    return events
  }

  /// Where the curve `[row]` is highest, in rows and parts of a row by the parabola through three values, and how high.
  private static func peaks(of curve: [Float], above threshold: Float) -> [(row: Double, height: Float)] {
    curve.indices.compactMap { i in
      let here = curve[i]
      let before = i > 0 ? curve[i - 1] : -.infinity
      let after = i + 1 < curve.count ? curve[i + 1] : -.infinity
      guard here > threshold, here > before, here >= after else { return nil }
      let bend = before - 2 * here + after
      let shift = bend.isFinite && bend < 0 ? Double((before - after) / (2 * bend)) : 0
      return (Double(i) + shift, here)
    }
  }
}
