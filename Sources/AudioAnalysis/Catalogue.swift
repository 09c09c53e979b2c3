extension Analysis {
  /// The named groups of bands, low to high.
  public static let bandGroups = ["sub", "bass", "lowMid", "mid", "highMid", "treble"]

  /// Every signal an analysis holds, in the order of `signalCatalogue`.
  public static let signalNames = signalCatalogue.map(\.name)

  /// Every event train an analysis holds, in the order of `eventCatalogue`.
  public static let eventNames = eventCatalogue.map(\.name)

  /// What a signal is.
  public struct SignalDescription: Sendable, Equatable {
    /// Its name in `signals`, in tables and in mappings.
    public let name: String
    /// What its values count: "1" for a share, "bpm", "bars".
    public let unit: String
    /// The values it can have; up to infinity where nothing limits them.
    public let range: ClosedRange<Float>
    /// What it means for music, in one sentence.
    public let meaning: String

    init(_ name: String, unit: String = "1", range: ClosedRange<Float> = 0...1, _ meaning: String) {
      (self.name, self.unit, self.range, self.meaning) = (name, unit, range, meaning)
    }
  }

  /// What a train of events is.
  public struct EventDescription: Sendable, Equatable {
    /// Its name in `events`, in tables and in mappings.
    public let name: String
    /// What it means for music, in one sentence.
    public let meaning: String

    init(_ name: String, _ meaning: String) { (self.name, self.meaning) = (name, meaning) }
  }

  /// All signals. Shares have been scaled by robust percentiles over the song: 1 is where it has most.
  public static let signalCatalogue: [SignalDescription] =
    [
      SignalDescription("loudness", "How loud it is, over the 400 ms around; 10 dB more are twice as much."),
      SignalDescription("centroid", "How bright it is: where between dark and bright the sound's weight lies."),
      SignalDescription("flatness", "How much it is like noise, such as cymbals and wind, and not like notes."),
      SignalDescription("width", "How wide it is: 0 is mono, high is what left and right don't share."),
      SignalDescription("harmonic", "How loud all that rings is: voices, chords, bass notes."),
      SignalDescription("percussive", "How loud all that strikes is: drums, plucks, clicks."),
      SignalDescription("onsetStrength", "How much is beginning just now."),
      SignalDescription("lowOnsetStrength", "How much is beginning below 250 Hz, such as a bass drum."),
      SignalDescription("midOnsetStrength", "How much is beginning from 250 to 2500 Hz, such as a chord."),
      SignalDescription("highOnsetStrength", "How much is beginning above 2500 Hz, such as a cymbal."),
    ]
    + zip(bandGroups, ["to 60 Hz", "60 to 230 Hz", "230 to 500 Hz", "0.5 to 2 kHz", "2 to 6 kHz", "from 6 kHz"])
    .map { SignalDescription($0, "How loud it is in the range \($1).") }
    + Bands.centres.enumerated().map { band, centre in
      SignalDescription("band\(band)", "How loud it is around \(Int(centre.rounded())) Hz.")
    }

  /// All trains of events.
  public static let eventCatalogue = [
    EventDescription("beat", "A beat, as strong as what strikes there."),
    EventDescription("downbeat", "The first beat of a bar."),
    EventDescription("onset", "A note or a stroke begins."),
    EventDescription("lowOnset", "A low note or stroke begins, below 250 Hz."),
    EventDescription("midOnset", "A middle note or stroke begins, from 250 to 2500 Hz."),
    EventDescription("highOnset", "A high note or stroke begins, above 2500 Hz."),
  ]
}
