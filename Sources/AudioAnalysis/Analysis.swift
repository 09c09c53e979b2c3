/// What was heard in a song: independent of any clip's frame rate and of any mapping.
public struct Analysis: Sendable, Equatable, Codable {
  /// Values a second of every signal: one each 10 ms. Value i is about the window centred on i / 100 s.
  public static let signalRate = Double(FrameGrid.framesPerSecond)

  /// Length of the song in seconds, as decoded, above 0.
  public let duration: Double
  /// Samples a second of the file.
  public let sampleRate: Int
  /// Channels of the file, 1...8.
  public let channels: Int
  /// Tempo in beats a minute, the median over the song; nil where there are fewer than two beats.
  public let tempo: Double?
  /// Beats in most bars, as heard 2...7; nil where there are fewer than two beats.
  public let beatsPerBar: Int?
  /// In order of time, `[beat]`; none for beatless music.
  public let beats: [Beat]
  /// The key of the song as a whole; nil where nothing has a pitch.
  public let key: Key?
  /// The song's parts, one after the other, together as long as the song: `[section]`.
  public let sections: [Section]
  /// Curves by name: `signals[.loudness]?[i]` is the value at i / 100 s, 0...1 where `Analysis.signalCatalogue` gives no
  /// other range; each `floor(duration * 100) + 1` long.
  public let signals: [String: [Float]]
  /// Trains of moments by name, in order of time: `events[.kick]?[i]`.
  public let events: [String: [Event]]

  /// Puts together what was heard.
  public init(
    duration: Double, sampleRate: Int, channels: Int, tempo: Double?, beatsPerBar: Int?, beats: [Beat],
    key: Key? = nil, sections: [Section] = [], signals: [String: [Float]], events: [String: [Event]]
  ) {
    self.duration = duration
    self.sampleRate = sampleRate
    self.channels = channels
    self.tempo = tempo
    self.beatsPerBar = beatsPerBar
    self.beats = beats
    self.key = key
    self.sections = sections
    self.signals = signals
    self.events = events
  }

  /// A beat and its place in the bar.
  public struct Beat: Sendable, Equatable, Codable {
    /// Seconds from the song's start.
    public let time: Double
    /// 1 is the downbeat.
    public let position: Int
    /// How sure we are, 0...1.
    public let confidence: Float

    /// A beat at `time` seconds.
    public init(time: Double, position: Int, confidence: Float) {
      self.time = time
      self.position = position
      self.confidence = confidence
    }
  }

  /// A tonic and a mode.
  public struct Key: Sendable, Equatable, Codable {
    /// The tonic's pitch class, 0 (C) ... 11 (B).
    public let tonic: Int
    /// Whether it is minor rather than major.
    public let isMinor: Bool
    /// How sure we are, 0...1.
    public let confidence: Float

    /// A key on `tonic`.
    public init(tonic: Int, isMinor: Bool, confidence: Float) {
      self.tonic = tonic
      self.isMinor = isMinor
      self.confidence = confidence
    }

    /// The key in words: "C major", "F sharp minor", "E flat major".
    public var name: String {
      let majors = ["C", "D flat", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B"]
      let minors = ["C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "G sharp", "A", "B flat", "B"]
      return isMinor ? "\(minors[tonic]) minor" : "\(majors[tonic]) major"
    }
  }

  /// A part of a song: a verse, a chorus, a build-up, a drop.
  public struct Section: Sendable, Equatable, Codable {
    /// Seconds from the song's start.
    public let start: Double
    /// Seconds; where the next one starts, or the song's end.
    public let end: Double
    /// A, B, C...: parts that sound alike share a letter, given in order of first appearance.
    public let label: String
    /// How full and loud it is beside the song's other parts, 0...1; the drop has most.
    public let energy: Float

    /// A part from `start` to `end`.
    public init(start: Double, end: Double, label: String, energy: Float) {
      self.start = start
      self.end = end
      self.label = label
      self.energy = energy
    }
  }

  /// A moment with a strength.
  public struct Event: Sendable, Equatable, Codable {
    /// Seconds from the song's start.
    public let time: Double
    /// How strong beside the song's strongest, 0...1; or beside what sounds around, see `EventName.isLocal`.
    public let strength: Float

    /// An event at `time` seconds.
    public init(time: Double, strength: Float) {
      self.time = time
      self.strength = strength
    }
  }
}
