import Media

/// An analysis in few bytes, which are quick to read and tell whether they are whole.
///
/// For the machine that wrote them, in its byte order: eight bytes that name the format, the SHA-256 of all that
/// follows, how many of the song's samples were no numbers, the analysis.
extension CachedAnalysis {
  /// Names the format; another number is another format.
  private static let mark = Array("RVRANA01".utf8)
  private static let headLength = 8 + 32

  /// What `bytes` hold; nil where they aren't exactly what was once packed.
  init?(packed bytes: [UInt8]) {
    guard bytes.count > Self.headLength, bytes.starts(with: Self.mark),
      bytes[8..<Self.headLength].elementsEqual(Self.digest(bytes[Self.headLength...]))
    else { return nil }
    var unpacker = Unpacker(bytes[Self.headLength...])
    nonFiniteSamples = unpacker.integer()
    analysis = unpacker.analysis()
    guard unpacker.isAtEnd else { return nil }
  }

  /// The bytes that `init(packed:)` reads.
  var packed: [UInt8] {
    var packer = Packer()
    packer.write(nonFiniteSamples)
    packer.write(analysis)
    return Self.mark + Self.digest(packer.bytes[...]) + packer.bytes
  }

  private static func digest(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    let digest = Digest()
    bytes.withUnsafeBytes { digest.add($0) }
    return digest.finish()
  }
}

extension Packer {
  fileprivate mutating func write(_ analysis: Analysis) {
    write(analysis.duration)
    write(analysis.sampleRate)
    write(analysis.channels)
    write(analysis.tempo.map { [$0] } ?? []) { $0.write($1) }
    write(analysis.beatsPerBar.map { [$0] } ?? []) { $0.write($1) }
    write(analysis.beats) { packer, beat in
      packer.write(beat.time)
      packer.write(beat.position)
      packer.write(beat.confidence)
    }
    write(analysis.key.map { [$0] } ?? []) { packer, key in
      packer.write(key.tonic)
      packer.write(key.isMinor ? 1 : 0)
      packer.write(key.confidence)
    }
    write(analysis.sections) { packer, section in
      packer.write(section.start)
      packer.write(section.end)
      packer.write(section.label)
      packer.write(section.energy)
    }
    write(analysis.events.sorted { $0.key < $1.key }) { packer, train in
      packer.write(train.key)
      packer.write(train.value) { packer, event in
        packer.write(event.time)
        packer.write(event.strength)
      }
    }
    write(analysis.signals.sorted { $0.key < $1.key }) { packer, signal in
      packer.write(signal.key)
      packer.write(signal: signal.value)
    }
  }
}

extension Unpacker {
  fileprivate mutating func analysis() -> Analysis {
    let (duration, sampleRate, channels) = (double(), integer(), integer())
    let (tempo, beatsPerBar) = (list { $0.double() }.first, list { $0.integer() }.first)
    let beats = list { Analysis.Beat(time: $0.double(), position: $0.integer(), confidence: $0.float()) }
    let key = list { Analysis.Key(tonic: $0.integer(), isMinor: $0.integer() == 1, confidence: $0.float()) }
      .first
    let sections = list {
      Analysis.Section(start: $0.double(), end: $0.double(), label: $0.text(), energy: $0.float())
    }
    let events = named { $0.list { Analysis.Event(time: $0.double(), strength: $0.float()) } }
    return Analysis(
      duration: duration, sampleRate: sampleRate, channels: channels, tempo: tempo, beatsPerBar: beatsPerBar,
      beats: beats, key: key, sections: sections, signals: named { $0.signal() }, events: events)
  }

  private mutating func named<Value>(_ value: (inout Unpacker) -> Value) -> [String: Value] {
    Dictionary(list { ($0.text(), value(&$0)) }) { first, _ in first }
  }
}
