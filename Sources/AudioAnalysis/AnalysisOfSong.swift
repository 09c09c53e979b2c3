import Media

extension Analysis {
  /// Hears a song from where it is to its end, chunk by chunk.
  ///
  /// Takes about 1 s for four minutes of stereo at 44.1 kHz on one 2023 core, decoding included. Silence and the
  /// shortest songs give a valid analysis: no beats, flat signals.
  ///
  /// - Parameter beats: beats to take instead of those that would be heard; all that follows from beats follows them.
  /// - Throws: `MediaError` when the song is cut off or damaged beyond decoding, or where `beats` go beyond its end.
  public init(of song: Song, beats: BeatFile? = nil) throws(MediaError) {
    let sound = try SoundFeatures(of: song)
    try beats?.check(against: sound.duration)
    self.init(of: sound, beats: beats)
  }
}

extension SoundFeatures {
  /// Hears a song from where it is to its end, chunk by chunk.
  init(of song: Song) throws(MediaError) {
    let extractor = FeatureExtractor(sampleRate: song.sampleRate, channels: song.channels)
    while true {
      let chunk = try song.read(upTo: 1 << 15)
      if chunk.isEmpty { break }
      extractor.append(chunk)
    }
    self = extractor.finish()
  }
}

extension Analysis {
  /// Makes sense of what a listener heard, with `given` beats instead of those heard.
  init(of sound: SoundFeatures, beats given: BeatFile? = nil) {
    let strengths = OnsetStrength(of: sound)
    let attacks = Attacks(of: sound)
    let logits = BeatNetwork().logits(of: BeatNetworkInput.rows(of: sound))
    let activations = BeatActivations(logits: logits, frameCount: sound.frameCount)
    let tracked = Rhythm(of: activations, attacks: attacks)
    let rhythm = given.map { Rhythm($0, countedBy: tracked) } ?? tracked
    var signals = Bands.signals(of: sound)
    signals["loudness"] = Loudness.signal(of: sound)
    signals["centroid"] = Centroid.signal(of: sound)
    signals["flatness"] = Flatness.signal(of: sound)
    signals["width"] = Width.signal(of: sound)
    let chroma = Chroma(of: sound)
    signals.merge(chroma.signals(of: sound)) { _, new in new }
    signals["chordChange"] = ChordChange.signal(of: chroma, sound)
    signals["pitchHue"] = PitchHue.signal(of: chroma, sound)
    let time = MusicalTime(of: rhythm.beats, frameCount: sound.frameCount)
    signals.merge(time.signals) { _, new in new }
    signals["voice"] = Voice.signal(of: sound)
    signals.merge(Separation.signals(of: sound)) { _, new in new }
    signals.merge(strengths.signals) { _, new in new }
    let form = Form(of: sound, signals: signals, beats: rhythm.beats)
    signals.merge(form.signals) { _, new in new }
    signals = signals.mapValues { $0.map(Self.rounded) }
    let events = Self.events(in: signals, beats: rhythm.beats, timedBy: attacks)
      .merging(
        DrumEvents.events(
          in: logits, of: sound.duration, strengths: signals, timedBy: attacks)
      ) { _, drums in drums }
    self.init(
      duration: sound.duration, sampleRate: sound.sampleRate, channels: sound.channels,
      tempo: rhythm.tempo, beatsPerBar: rhythm.beatsPerBar, beats: rhythm.beats,
      key: Key(of: chroma), sections: form.sections, signals: signals,
      events: events.merging(["sectionStart": form.events]) { _, new in new })
  }

  /// A ten-thousandth is as fine as a signal gets: finer than anything seen, and short in text.
  private static func rounded(_ value: Float) -> Float { (value * 10000).rounded() / 10000 }

  private static func events(in signals: [String: [Float]], beats: [Beat], timedBy attacks: Attacks)
    -> [String: [Event]]
  {
    let strength = signals["onsetStrength"]!
    return [
      "beat": beats.map { event(at: $0, strength) },
      "downbeat": beats.filter { $0.position == 1 }.map { event(at: $0, strength) },
      "onset": onsets(in: strength, timedBy: attacks),
      "lowOnset": onsets(in: signals["lowOnsetStrength"]!, timedBy: attacks),
      "midOnset": onsets(in: signals["midOnsetStrength"]!, timedBy: attacks),
      "highOnset": onsets(in: signals["highOnsetStrength"]!, timedBy: attacks),
    ]
  }

  /// A beat as strong as the strongest moment within 50 ms, and at least a quarter: a beat is felt even where
  /// nothing strikes.
  private static func event(at beat: Beat, _ strength: [Float]) -> Event {
    let frame = min(max(Int((beat.time * signalRate).rounded()), 0), strength.count - 1)
    let near = strength[max(0, frame - 5)...min(strength.count - 1, frame + 5)]
    return Event(time: beat.time, strength: max(0.25, near.max()!))
  }
}
