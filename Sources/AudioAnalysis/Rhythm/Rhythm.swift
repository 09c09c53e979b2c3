/// Tempo, beats and bars of a song.
struct Rhythm: Sendable {
  /// In order of time; none where nothing repeats.
  let beats: [Analysis.Beat]
  /// Median beats a minute; nil without beats.
  let tempo: Double?
  /// Beats in a bar; nil without beats.
  let beatsPerBar: Int?

  /// Finds the beats, moves each to where it was played, and then finds the bars among them.
  init(of heard: Heard, onsets: OnsetStrength, attacks: Attacks) {
    let pulse = Pulse(of: onsets)
    let tempogram = Tempogram(of: pulse)
    let tracked = BeatTracker().beats(in: pulse, tempogram)
    let sure = BeatConfidence(of: tracked, in: tempogram).convincing
    let times = BeatTiming().times(of: sure.map { Double($0.frame) / 100 }, attacks)
    guard times.count >= 4 else {
      (beats, tempo, beatsPerBar) = ([], nil, nil)
      return
    }
    let bars = BarTracker().bars(of: BeatFeatures(at: times, of: heard, onsets: onsets))
    beats = times.indices.map {
      Analysis.Beat(
        time: roundedTime(times[$0]), position: bars.positions[$0], confidence: sure[$0].confidence)
    }
    let intervals = zip(times.dropFirst(), times).map { Float($0 - $1) }
    tempo = 60 / Double(percentile(0.5, of: intervals))
    beatsPerBar = bars.beatsPerBar
  }
}
