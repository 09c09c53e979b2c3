/// Strokes of kick, snare and hat, out of what the beat network hears.
struct DrumEvents {
  /// A kind of stroke: its name among the events, its output of the network, the logit from which a peak is one, the logit
  /// that a song's surest strokes reach if it has any of the kind, and the onset strength that says how strong it is.
  private static let kinds: [(name: String, output: Int, threshold: Float, sure: Float, strength: String)] = [
    ("kick", 2, 0.25, 2, "lowOnsetStrength"), ("snare", 3, -1.1, 1, "midOnsetStrength"),
    ("hat", 4, -1.2, -.infinity, "highOnsetStrength"),
  ]
  /// The share of peaks that aren't a song's surest.
  private static let usualShare = 0.97
  /// The logit from which a peak is a stroke where even the surest are in doubt.
  private static let doubtfulThreshold: Float = 1.25
  /// Strokes are felt even where they are masked.
  private static let leastStrength: Float = 0.1

  /// Events by name: `kick`, `snare` and `hat` (open hats and closed ones; claps count as snares).
  ///
  /// A stroke is a peak of the network's output, moved to the sharpest attack within 20 ms; it is as strong as the
  /// onset in its part of the spectrum. In a song whose surest strokes are in doubt, such as one without a snare, where
  /// brushes and pedals sound a little like it, hardly any counts.
  ///
  /// - Parameters:
  ///   - logits: `[row][output]`, 50 rows a second.
  ///   - duration: seconds; no stroke is behind the song's end.
  static func events(
    in logits: [Float], of duration: Double, strengths: [String: [Float]], timedBy attacks: Attacks
  ) -> [String: [Analysis.Event]] {
    var events: [String: [Analysis.Event]] = [:]
    for kind in kinds {
      let curve = stride(from: kind.output, to: logits.count, by: BeatNetwork.outputs).map { logits[$0] }
      let strength = strengths[kind.strength] ?? []
      let peaks = peaks(of: curve, above: kind.threshold)
      let isSure = percentile(usualShare, of: peaks.map(\.height)) > kind.sure
      let strokes = peaks.filter { isSure || $0.height > doubtfulThreshold }.map { peak in
        let attack = attacks.attack(near: peak.row / BeatNetwork.rowsPerSecond, reach: 0.02).time
        let time = min(roundedTime(attack), duration)
        return Analysis.Event(
          time: time, strength: max(leastStrength, highest(of: strength, at: time)))
      }
      // Two peaks may have found one attack.
      events[kind.name] = strokes.enumerated().filter {
        $0.offset == 0 || $0.element.time > strokes[$0.offset - 1].time
      }
      .map(\.element)
    }
    return events
  }

  /// Where the curve is highest, in rows and parts of a row, and how high.
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

  /// The highest value within 30 ms of a time.
  private static func highest(of curve: [Float], at time: Double) -> Float {
    guard !curve.isEmpty else { return 0 }
    let frame = min(max(Int((time * Analysis.signalRate).rounded()), 0), curve.count - 1)
    return curve[max(0, frame - 3)...min(curve.count - 1, frame + 3)].max()!
  }
}
