import Media

extension Analysis {
  /// Hears a song from where it is to its end, chunk by chunk.
  ///
  /// Takes about 1 s for four minutes of stereo at 44.1 kHz on one 2023 core, decoding included. Silence and the
  /// shortest songs give a valid analysis: no beats, flat signals.
  ///
  /// - Parameters:
  ///   - song: read from where it is.
  ///   - beats: beats to take instead of those that would be heard; all that follows from beats follows them.
  /// - Throws: `MediaError` when the song is cut off or damaged beyond decoding, or where `beats` go beyond its end.
  public init(of song: Song, beats: BeatFile? = nil) throws(MediaError) {
    let sound = try SoundFeatures(of: song)
    try beats?.check(against: sound.duration)
    self.init(of: sound, beats: beats)
  }

  /// Makes sense of a song's features, with `given` beats instead of those heard: beats, signals, sections, events.
  init(of sound: SoundFeatures, beats given: BeatFile? = nil) {
    let attacks = Attacks(of: sound)
    let logits = BeatNetwork().logits(of: BeatNetworkInput.series(of: sound))
    let activations = BeatActivations(logits: logits, frameCount: sound.frameCount)
    let tracked = Rhythm(of: activations, attacks: attacks)
    let rhythm = given.map { Rhythm($0, countedBy: tracked) } ?? tracked

    let chroma = Chroma(of: sound)
    let heard = Self.signals(of: sound, chroma, rhythm.beats)
    let form = Form(of: sound, signals: heard, beats: rhythm.beats)
    let signals = heard.merging(form.signals) { $1 }.mapValues { $0.map(\.roundedToTenThousandths) }

    let strokes = DrumEvents.events(in: logits, of: sound.duration, strengths: signals, timedBy: attacks)
    let events = Self.events(in: signals, beats: rhythm.beats, timedBy: attacks).merging(strokes) { $1 }
      .felt(by: FeltStrength(of: sound, energy: signals[.energy] ?? []), beats: rhythm.beats)
      .merging(form.events) { $1 }
    self.init(
      duration: sound.duration, sampleRate: sound.sampleRate, channels: sound.channels,
      tempo: rhythm.tempo, beatsPerBar: rhythm.beatsPerBar, beats: rhythm.beats,
      key: Key(of: chroma), sections: form.sections,
      signals: Dictionary(uniqueKeysWithValues: signals.map { ($0.rawValue, $1) }),
      events: Dictionary(uniqueKeysWithValues: events.map { ($0.rawValue, $1) }))
  }

  /// All signals but those that tell sections.
  private static func signals(of sound: SoundFeatures, _ chroma: Chroma, _ beats: [Beat]) -> Signals {
    let signals: Signals = [
      .loudness: Loudness.signal(of: sound), .presence: Presence.signal(of: sound),
      .centroid: Centroid.signal(of: sound),
      .flatness: Flatness.signal(of: sound), .width: Width.signal(of: sound), .voice: Voice.signal(of: sound),
      .chordChange: ChordChange.signal(of: chroma), .pitchHue: PitchHue.signal(of: chroma),
    ]
    let groups = [
      HarmonicPercussive.signals(of: sound), OnsetStrength(of: sound).signals, chroma.signals,
      MusicalTime(of: beats, frameCount: sound.frameCount).signals, Bands.signals(of: sound),
    ]
    return groups.reduce(into: signals) { $0.merge($1) { $1 } }
  }

  /// Beats and onsets.
  private static func events(in signals: Signals, beats: [Beat], timedBy attacks: Attacks) -> Events {
    let strength = signals[.onsetStrength]!
    return [
      .beat: beats.map { event(at: $0, strength) },
      .downbeat: beats.filter { $0.position == 1 }.map { event(at: $0, strength) },
      .onset: onsets(in: strength, timedBy: attacks),
      .lowOnset: onsets(in: signals[.lowOnsetStrength]!, timedBy: attacks),
      .midOnset: onsets(in: signals[.midOnsetStrength]!, timedBy: attacks),
      .highOnset: onsets(in: signals[.highOnsetStrength]!, timedBy: attacks),
    ]
  }

  /// A beat as strong as the strongest moment within 50 ms, and at least a quarter: a beat is felt even where
  /// nothing strikes.
  private static func event(at beat: Beat, _ strength: [Float]) -> Event {
    Event(time: beat.time, strength: max(0.25, FrameGrid.highest(of: strength, near: beat.time, reach: 5)))
  }
}

extension Events {
  /// Beats, onsets and strokes as strong as they are felt, and as local ones as strong as they are now.
  fileprivate func felt(by strength: FeltStrength, beats: [Analysis.Beat]) -> Events {
    var events: Events = [:]
    for (name, train) in self {
      events[name] = strength.felt(train, in: name.range)
      if let local = name.local { events[local] = train }
    }
    // Downbeats are beats, and as strong as these.
    events[.downbeat] = zip(beats, events[.beat] ?? []).filter { $0.0.position == 1 }.map(\.1)
    return events
  }
}

extension Analysis.EventName {
  /// Where in the spectrum it is heard.
  fileprivate var range: FeltStrength.Range {
    switch self {
    case .kick, .lowOnset: .low
    case .snare, .midOnset: .mid
    case .hat, .highOnset: .high
    default: .whole
    }
  }
}
