extension Analysis {
  /// The name of a signal, as in `analysis.signals[.loudness]`; `signalCatalogue` says what each means.
  public enum SignalName: Hashable, Sendable {
    /// What kind of sound it is.
    case loudness, presence, centroid, flatness, width, harmonic, voice, percussive
    /// What is beginning: altogether, and low, in the middle and high.
    case onsetStrength, lowOnsetStrength, midOnsetStrength, highOnsetStrength
    /// How much there is of a pitch class, 0 (C) ... 11 (B).
    case chroma(Int)
    /// The harmony as a whole.
    case chordChange, pitchHue
    /// Where in the music one is.
    case beatPhase, barPhase, bar, tempo, section, sectionLabel, sectionPhase, energy, buildUp
    /// How loud it is in a group of bands.
    case sub, bass, lowMid, mid, highMid, treble
    /// How loud it is in a band, 0 (30 Hz) ... 23 (16 kHz).
    case band(Int)

    /// The name in letters, as it stands in `signals`, in tables and in mappings: that of the case, and its number.
    public var rawValue: String {
      switch self {
      case .chroma(let pitchClass): "chroma\(pitchClass)"
      case .band(let number): "band\(number)"
      default: String(describing: self)
      }
    }
  }

  /// The name of a train of events, as in `analysis.events[.kick]`, and as it stands in tables and in mappings;
  /// `eventCatalogue` says what each means.
  public enum EventName: String, Sendable, CaseIterable {
    /// What is counted.
    case beat, downbeat
    /// What begins: altogether, and low, in the middle and high.
    case onset, lowOnset, midOnset, highOnset
    /// A part of the song.
    case sectionStart, drop
    /// A stroke on a drum.
    case kick, snare, hat
    /// The same beats, onsets and strokes, as strong as they are beside what sounds around them.
    case beatLocal = "beat.local"
    case downbeatLocal = "downbeat.local"
    case onsetLocal = "onset.local"
    case lowOnsetLocal = "lowOnset.local"
    case midOnsetLocal = "midOnset.local"
    case highOnsetLocal = "highOnset.local"
    case kickLocal = "kick.local"
    case snareLocal = "snare.local"
    case hatLocal = "hat.local"

    /// What ends the name of the trains that tell strength beside the surroundings.
    public static let localEnding = ".local"

    /// The train of the same moments with their strength beside what sounds around them, where there is one.
    var local: EventName? { EventName(rawValue: rawValue + Self.localEnding) }

    /// Whether it tells strength beside what sounds around, of moments that another train has, too.
    public var isLocal: Bool { rawValue.hasSuffix(Self.localEnding) }
  }
}

extension [String: [Float]] {
  /// The signal of this name: `[frame]`.
  public subscript(name: Analysis.SignalName) -> [Float]? { self[name.rawValue] }
}

extension [String: [Analysis.Event]] {
  /// The events of this name, in order of time.
  public subscript(name: Analysis.EventName) -> [Analysis.Event]? { self[name.rawValue] }
}

/// Signals while an analysis is made: `[frame]` each, 100 frames a second from the song's start.
typealias Signals = [Analysis.SignalName: [Float]]

/// Events while an analysis is made, in order of time.
typealias Events = [Analysis.EventName: [Analysis.Event]]
