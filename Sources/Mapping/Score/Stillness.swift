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

extension Analysis {
  /// How long nothing must be heard before and behind a moment for it to be silence and not a rest, in seconds.
  private static let rest = 1.0

  /// The highest presence within a second each way, `[frame]`: 0 in silence that lasts, not in the rests between notes. Nil where
  /// presence wasn't analysed.
  var lastingPresence: [Float]? {
    guard let presence = signals[.presence], !presence.isEmpty else { return nil }
    let reach = Int(Self.rest * Self.signalRate)
    // Of the frames within reach those that are higher than all behind them, from `first` on.
    var highest: [Int] = []
    var first = 0
    var lasting: [Float] = []
    for frame in 0..<presence.count + reach {
      if frame < presence.count {
        while highest.count > first, presence[highest[highest.count - 1]] <= presence[frame] {
          highest.removeLast()
        }
        highest.append(frame)
      }
      guard frame >= reach else { continue }
      while highest[first] < frame - 2 * reach { first += 1 }
      lasting.append(presence[highest[first]])
    }
    return lasting
  }
}
