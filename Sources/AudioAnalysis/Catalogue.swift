extension Analysis {
  /// How many bands there are, `SignalName.band(_:)`: 24.
  public static let bandCount = Bands.count

  /// The named groups of bands, low to high.
  public static let bandGroups: [SignalName] = [.sub, .bass, .lowMid, .mid, .highMid, .treble]

  /// Every signal an analysis holds, in the order of `signalCatalogue`.
  public static let signalNames = signalCatalogue.map(\.name)

  /// Every event train an analysis holds, in the order of `eventCatalogue`.
  public static let eventNames = eventCatalogue.map(\.name)

  /// What a signal is.
  public struct SignalDescription: Sendable, Equatable {
    /// Which signal.
    public let signal: SignalName
    /// What its values count: "1" for a share, "beats per minute", "bars".
    public let unit: String
    /// The values it can have; up to infinity where nothing limits them.
    public let range: ClosedRange<Float>
    /// Whether it leaps from one value to another, as a phase does at its end: then nothing lies between the two.
    public let jumps: Bool
    /// What it means for music, in one sentence.
    public let meaning: String

    init(
      _ signal: SignalName, unit: String = "1", range: ClosedRange<Float> = 0...1, jumps: Bool = false,
      _ meaning: String
    ) {
      (self.signal, self.unit, self.range, self.jumps, self.meaning) = (signal, unit, range, jumps, meaning)
    }

    /// Its name in `signals`, in tables and in mappings.
    public var name: String { signal.rawValue }
  }

  /// What a train of events is.
  public struct EventDescription: Sendable, Equatable {
    /// Which train of events.
    public let event: EventName
    /// What it means for music, in one sentence.
    public let meaning: String

    init(_ event: EventName, _ meaning: String) { (self.event, self.meaning) = (event, meaning) }

    /// Its name in `events`, in tables and in mappings.
    public var name: String { event.rawValue }
  }

  /// All signals. Shares have been scaled by robust percentiles over the song: 1 is where it has most.
  public static let signalCatalogue = characters + onsetStrengths + harmony + time + groups + bands

  private static let characters = [
    SignalDescription(.loudness, "How loud it is, over the 400 ms around; 10 dB more are twice as much."),
    SignalDescription(
      .presence,
      "Whether there is anything to hear: 0 in silence, 1 wherever something is clearly heard, however soft."),
    SignalDescription(.centroid, "How bright it is: where between dark and bright the sound's weight lies."),
    SignalDescription(.flatness, "How much it is like noise, such as cymbals and wind, and not like notes."),
    SignalDescription(.width, "How wide it is: 0 is mono, high is what left and right don't share."),
    SignalDescription(.harmonic, "How loud all that rings is: voices, chords, bass notes."),
    SignalDescription(.voice, "How much of a voice there is, or of an instrument that leads like one."),
    SignalDescription(.percussive, "How loud all that strikes is: drums, plucks, clicks."),
  ]

  private static let onsetStrengths = [
    SignalDescription(.onsetStrength, "How much is beginning just now."),
    SignalDescription(.lowOnsetStrength, "How much is beginning below 250 Hz, such as a bass drum."),
    SignalDescription(.midOnsetStrength, "How much is beginning from 250 to 2500 Hz, such as a chord."),
    SignalDescription(.highOnsetStrength, "How much is beginning above 2500 Hz, such as a cymbal."),
  ]

  private static let notes = [
    "C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B",
  ]

  private static let harmony =
    notes.enumerated().map { pitch, note in
      SignalDescription(.chroma(pitch), "How much there is of the note \(note), in any octave.")
    }
    + [
      SignalDescription(.chordChange, "How much the harmony is changing just now."),
      SignalDescription(
        .pitchHue, unit: "turns", jumps: true,
        "The harmony as a hue: where it is on the circle of fifths, from C (0) over G (1/12) on to F (11/12)."
      ),
    ]

  private static let time = [
    SignalDescription(
      .beatPhase, jumps: true, "From 0 at a beat to 1 at the next; 0 without beats."),
    SignalDescription(
      .barPhase, jumps: true, "From 0 at a downbeat to 1 at the next; 0 without beats."),
    SignalDescription(
      .bar, unit: "bars", range: 0...Float.infinity, jumps: true,
      "Which bar it is, 1 for the first; before it 0."),
    SignalDescription(
      .tempo, unit: "beats per minute", range: 0...Float.infinity, jumps: true,
      "How fast the beats around follow each other; 0 without beats."),
    SignalDescription(
      .section, unit: "sections", range: 0...Float.infinity, jumps: true,
      "Which part of the song it is, 0 for the first."),
    SignalDescription(
      .sectionLabel, unit: "letters", range: 0...Float.infinity, jumps: true,
      "Which letter the part of the song has: 0 for A, 1 for B; one that comes back has its number again."),
    SignalDescription(
      .sectionPhase, jumps: true, "From 0 at the beginning of a part of the song to 1 at its end."),
    SignalDescription(
      .energy, "How full and loud the music is, over the 4 s around: low in a breakdown, high in the drop."),
    SignalDescription(
      .buildUp, jumps: true,
      "Rises from 0 to 1 through a riser or a snare roll, until what it leads to begins; 0 elsewhere."),
  ]

  private static let groups = zip(
    bandGroups,
    ["up to 60", "from 60 to 230", "from 230 to 500", "from 500 to 2000", "from 2000 to 6000", "from 6000"]
  ).map { SignalDescription($0, "How loud it is \($1) Hz.") }

  private static let bands = Bands.centres.enumerated().map { band, centre in
    SignalDescription(.band(band), "How loud it is around \(Int(centre.rounded())) Hz.")
  }

  /// All trains of events.
  public static let eventCatalogue = heardEvents + localEvents

  /// Of strokes, onsets and beats, the strength is as they are felt in the whole song; see `FeltStrength`.
  private static let heardEvents = [
    EventDescription(.beat, "A beat, as strong as what strikes there."),
    EventDescription(.downbeat, "The first beat of a bar."),
    EventDescription(.onset, "A note or a stroke begins."),
    EventDescription(.lowOnset, "A low note or stroke begins, below 250 Hz."),
    EventDescription(.midOnset, "A middle note or stroke begins, from 250 to 2500 Hz."),
    EventDescription(.highOnset, "A high note or stroke begins, above 2500 Hz."),
    EventDescription(.sectionStart, "A part of the song begins; as strong as the change is."),
    EventDescription(
      .drop, "A part of the song begins with a clear step up in energy; as strong as the step is high."),
    EventDescription(.kick, "A stroke on the bass drum."),
    EventDescription(.snare, "A stroke on the snare drum, or a clap."),
    EventDescription(.hat, "A stroke on the hi-hat, open or closed."),
  ]

  /// The same moments, as strong as they are beside what sounds around them.
  private static let localEvents = heardEvents.compactMap { event in
    event.event.local.map {
      EventDescription($0, "The same as \(event.name), as strong as it is beside what sounds around it.")
    }
  }
}
