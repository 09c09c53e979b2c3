import Foundation

extension Analysis {
  /// The whole analysis as one JSON object, which `JSONDecoder` reads back as the same `Analysis`.
  ///
  /// Keys: `duration` in seconds; `sampleRate`; `channels`; `tempo` in beats a minute and `beatsPerBar`, both left
  /// out without beats; `beats`: a list of `time` (seconds), `position` (1 is the downbeat) and `confidence`
  /// (0...1); `key`, left out where there is none, with `tonic` (0 is C), `isMinor` and `confidence`; `sections`: a
  /// list of `start` and `end` (seconds), `label` (A, B...) and `energy` (0...1); `events`: for each of `eventNames` a
  /// list of `time` and `strength` (0...1); `signals`: for each of `signalNames` a list of values 0...1, one each
  /// 10 ms. One line a list, for readers with a text editor.
  public func json() -> String {
    var fields = ["\"duration\": \(duration)", "\"sampleRate\": \(sampleRate)", "\"channels\": \(channels)"]
    if let tempo { fields.append("\"tempo\": \(tempo)") }
    if let beatsPerBar { fields.append("\"beatsPerBar\": \(beatsPerBar)") }
    fields.append("\"beats\": [\(beats.map(\.json).joined(separator: ", "))]")
    if let key { fields.append("\"key\": \(key.json)") }
    fields.append("\"sections\": [\(sections.map(\.json).joined(separator: ", "))]")
    fields.append("\"events\": " + Self.object(events) { "[\($0.map(\.json).joined(separator: ", "))]" })
    fields.append(
      "\"signals\": " + Self.object(signals) { "[\($0.map(\.description).joined(separator: ", "))]" })
    return "{\n  " + fields.joined(separator: ",\n  ") + "\n}\n"
  }

  private static func object<Value>(_ values: [String: Value], _ text: (Value) -> String) -> String {
    let lines = values.keys.sorted().map { "    \"\($0)\": \(text(values[$0]!))" }
    return "{\n" + lines.joined(separator: ",\n") + "\n  }"
  }
}

extension Analysis.Beat {
  fileprivate var json: String {
    "{\"time\": \(time), \"position\": \(position), \"confidence\": \(confidence)}"
  }
}

extension Analysis.Event {
  fileprivate var json: String { "{\"time\": \(time), \"strength\": \(strength)}" }
}

extension Analysis.Key {
  fileprivate var json: String {
    "{\"tonic\": \(tonic), \"isMinor\": \(isMinor), \"confidence\": \(confidence)}"
  }
}

extension Analysis.Section {
  fileprivate var json: String {
    "{\"start\": \(start), \"end\": \(end), \"label\": \"\(label)\", \"energy\": \(energy)}"
  }
}
