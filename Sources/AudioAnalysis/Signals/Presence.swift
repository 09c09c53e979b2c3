import Foundation

/// Whether there is anything to hear.
enum Presence {
  /// Below this, beside the song's ceiling and in dB, nothing is heard beside the music; from the other on it is clearly.
  private static let (nothing, clear): (Float, Float) = (-55, -35)

  /// 0 where the song is silent or nearly so, 1 where anything is clearly heard, however soft: `[frame]`.
  ///
  ///     s² (3 - 2s),  s = (L - nothing) / (clear - nothing), kept within 0...1
  ///
  /// L is the momentary loudness, in dB beside the song's ceiling. What is below `Loudness.silence` is silence in any
  /// song.
  static func signal(of sound: SoundFeatures) -> [Float] {
    let power = Loudness.momentary(of: sound)
    let top = 10 * log10(max(ceiling(of: power), Loudness.silence))
    let silence = 10 * log10(Loudness.silence)
    let (low, high) = (max(top + nothing, silence), max(top + clear, silence))
    return power.map { power in
      guard power > Loudness.silence else { return 0 }
      let level = 10 * log10(power)
      guard level < high else { return 1 }
      let share = max(level - low, 0) / (high - low)
      return share * share * (3 - 2 * share)
    }
  }
}
