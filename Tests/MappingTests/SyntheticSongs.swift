import AudioAnalysis
import Media

@testable import Mapping

extension Analysis {
  /// A song with the given events and signals; all other signals are 0, but that it is heard all the time.
  static func song(
    duration: Double, beats: [(time: Double, position: Int)] = [], events: [String: [Event]] = [:],
    signals: [String: [Float]] = [:]
  ) -> Analysis {
    let count = Int(duration * signalRate) + 1
    var all = Dictionary(
      uniqueKeysWithValues: signalNames.map { ($0, [Float](repeating: 0, count: count)) })
    all["presence"] = Array(repeating: 1, count: count)
    all.merge(signals) { $1 }
    var trains = Dictionary(uniqueKeysWithValues: eventNames.map { ($0, [Event]()) })
    trains["beat"] = beats.map { Event(time: $0.time, strength: 1) }
    trains["downbeat"] = beats.filter { $0.position == 1 }.map { Event(time: $0.time, strength: 1) }
    trains.merge(events) { $1 }
    return Analysis(
      duration: duration, sampleRate: 44100, channels: 2, tempo: beats.isEmpty ? nil : 120,
      beatsPerBar: beats.isEmpty ? nil : 4,
      beats: beats.map { Beat(time: $0.time, position: $0.position, confidence: 1) }, signals: all,
      events: trains)
  }

  /// Four-four from `start`, with drums on the beats and a bass that follows them.
  static func fourFour(
    duration: Double, bpm: Double = 120, from start: Double = 0, events: [String: [Event]] = [:]
  ) -> Analysis {
    let beats = stride(from: start, to: duration, by: 60 / bpm).enumerated()
      .map { (time: $1, position: $0 % 4 + 1) }
    let hits = beats.map { Event(time: $0.time, strength: 1) }
    let count = Int(duration * signalRate) + 1
    let curve = (0..<count).map { index in Float(0.5 + 0.5 * Double(index % 50) / 50) }
    return song(
      duration: duration, beats: beats,
      events: ["onset": hits, "lowOnset": hits, "highOnset": hits].merging(events) { $1 },
      signals: [
        "loudness": curve, "bass": curve, "treble": curve, "centroid": curve, "mid": curve,
        "energy": Array(repeating: 0.8, count: count),
      ])
  }

  /// The same song with other signals.
  func with(signals others: [String: [Float]]) -> Analysis {
    Analysis(
      duration: duration, sampleRate: sampleRate, channels: channels, tempo: tempo, beatsPerBar: beatsPerBar,
      beats: beats, key: key, sections: sections, signals: signals.merging(others) { $1 }, events: events)
  }

  /// The same song in parts that begin at `starts`, the first at 0.
  func with(sections starts: [Double]) -> Analysis {
    let parts = zip(starts, starts.dropFirst() + [duration]).enumerated().map { index, part in
      Section(start: part.0, end: part.1, label: index % 2 == 0 ? "A" : "B", energy: 0.5)
    }
    return Analysis(
      duration: duration, sampleRate: sampleRate, channels: channels, tempo: tempo, beatsPerBar: beatsPerBar,
      beats: beats, key: key, sections: parts, signals: signals, events: events)
  }

  /// Slow swells without a beat.
  static func ambience(duration: Double) -> Analysis {
    let count = Int(duration * signalRate) + 1
    func swell(_ seconds: Double) -> [Float] {
      (0..<count).map {
        Float(abs(Double($0) / signalRate / seconds - (Double($0) / signalRate / seconds).rounded()) * 2)
      }
    }
    return song(
      duration: duration,
      signals: ["loudness": swell(13), "bass": swell(7), "treble": swell(5), "centroid": swell(17)])
  }
}

extension Mapping {
  /// A mapping of one line: `intensity`, which ranges from 0 to 4.
  static func intensity(_ expression: String) throws -> Mapping {
    try Mapping(yaml: "intensity: \(expression)", file: "test.yaml")
  }
}

/// The values of an expression over an analysis.
func values(_ expression: String, over analysis: Analysis, at frameRate: FrameRate = FrameRate(24)) throws
  -> [Double]
{
  let source = ExpressionSource(
    expression, in: SourceText(expression, file: "test"), from: TextPosition(line: 1, column: 1))
  var definitions = Definitions()
  let number = definitions.number(source, for: "this")
  guard let number, definitions.mistakes.isEmpty else { throw MappingErrors(definitions.mistakes) }
  var evaluator = Evaluator(analysis, at: frameRate)
  let curve = evaluator.curve(number)
  return (0..<evaluator.frameCount).map { curve[$0] }
}

/// The value of an expression without music.
func value(_ expression: String) throws -> Double {
  try values(expression, over: .song(duration: 0.01))[0]
}
