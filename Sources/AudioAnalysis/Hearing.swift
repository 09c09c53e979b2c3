extension Analysis {
  /// Makes sense of what a listener heard.
  init(of heard: Heard) {
    let onsets = OnsetStrength(of: heard)
    let rhythm = Rhythm(of: heard, onsets: onsets)
    var signals = Bands.signals(of: heard)
    signals["loudness"] = Loudness.signal(fromPower: Array(heard.loudness.dropFirst(Heard.lead)), beside: 0)
    signals["centroid"] = Centroid.signal(of: heard)
    signals.merge(onsets.signals) { _, new in new }
    self.init(
      duration: heard.duration, sampleRate: heard.sampleRate, channels: heard.channels,
      tempo: rhythm.tempo, beatsPerBar: rhythm.beatsPerBar, beats: rhythm.beats,
      signals: signals, events: Self.events(signals: signals, beats: rhythm.beats))
  }

  private static func events(signals: [String: [Float]], beats: [Beat]) -> [String: [Event]] {
    let strength = signals["onsetStrength"]!
    func event(_ beat: Beat) -> Event {
      let frame = min(max(Int((beat.time * 100).rounded()), 0), strength.count - 1)
      let near = strength[max(0, frame - 5)...min(strength.count - 1, frame + 5)]
      return Event(time: beat.time, strength: max(0.25, near.max()!))
    }
    return [
      "beat": beats.map(event),
      "downbeat": beats.filter { $0.position == 1 }.map(event),
      "onset": onsets(in: strength),
      "lowOnset": onsets(in: signals["lowOnsetStrength"]!),
      "midOnset": onsets(in: signals["midOnsetStrength"]!),
      "highOnset": onsets(in: signals["highOnsetStrength"]!),
    ]
  }
}
