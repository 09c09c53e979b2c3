import Foundation

extension Analysis {
  /// Which edition of its own JSON this program writes: one more when readers of the last one have to change.
  public static let jsonVersion = 1

  /// The whole analysis as one JSON object, which `JSONDecoder` reads back as the same `Analysis`.
  ///
  /// Documentation/analysis.schema.json says what its fields are; in short: `version`, which is `jsonVersion`;
  /// `duration`, `sampleRate` and `channels`; `tempo`, `beatsPerBar` and `key` where there are any; `beats`;
  /// `sections`; `events`: for each of `eventNames` a list of moments; `signals`: for each of `signalNames` a list of
  /// values, one each 10 ms. One line a list, for readers with a text editor.
  public func json() -> String {
    var fields = [
      "\"version\": \(Self.jsonVersion)", "\"duration\": \(duration)", "\"sampleRate\": \(sampleRate)",
      "\"channels\": \(channels)",
    ]
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
