import Foundation
import Testing
import TestSupport

@testable import AudioAnalysis

/// Documentation/analysis.schema.json against what the code writes.
@Suite struct SchemaTests {
  private let schema: [String: Any]

  init() throws {
    let file = repositoryRoot.appending(path: "Documentation/analysis.schema.json")
    schema = try #require(
      try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
  }

  /// What `path` leads to in the schema.
  private func object(_ path: String...) throws -> [String: Any] {
    try path.reduce(schema) { try #require($0[$1] as? [String: Any], "\(path)") }
  }

  @Test func `the schema knows every signal, what it means and its range`() throws {
    let signals = try object("properties", "signals", "properties")
    #expect(Set(signals.keys) == Set(Analysis.signalNames))
    for signal in Analysis.signalCatalogue {
      let entry = signals[signal.name] as? [String: Any] ?? [:]
      #expect(entry["description"] as? String == signal.meaning)
      let kind = signal.range == 0...1 ? "shares" : "amounts"
      #expect(entry["$ref"] as? String == "#/$defs/\(kind)", "\(signal.name)")
    }
    let required = try object("properties", "signals")["required"] as? [String]
    #expect(required == Analysis.signalNames)
  }

  @Test func `the schema knows every train of events and what it means`() throws {
    let events = try object("properties", "events", "properties")
    #expect(Set(events.keys) == Set(Analysis.eventNames))
    for event in Analysis.eventCatalogue {
      #expect((events[event.name] as? [String: Any])?["description"] as? String == event.meaning)
    }
    let required = try object("properties", "events")["required"] as? [String]
    #expect(required == Analysis.eventNames)
  }

  @Test func `the schema's fields are those that are written`() throws {
    let full = Analysis(
      duration: 1, sampleRate: 44100, channels: 1, tempo: 120, beatsPerBar: 4,
      beats: [.init(time: 0, position: 1, confidence: 1)],
      key: .init(tonic: 0, isMinor: false, confidence: 1),
      sections: [.init(start: 0, end: 1, label: "A", energy: 1)], signals: [:],
      events: ["beat": [.init(time: 0, strength: 1)]])
    let written = try #require(
      try JSONSerialization.jsonObject(with: Data(full.json().utf8)) as? [String: Any])
    #expect(Set(written.keys) == Set(try object("properties").keys))
    let version = try object("properties", "version")["const"] as? Int
    #expect(version == Analysis.jsonVersion && written["version"] as? Int == version)
    func fields(_ value: Any?) -> Set<String> { Set((value as? [String: Any] ?? [:]).keys) }
    func first(_ value: Any?) -> Any? { (value as? [Any])?.first }
    let events = written["events"] as? [String: Any]
    for (name, value) in [
      ("beat", first(written["beats"])), ("key", written["key"]), ("section", first(written["sections"])),
      ("moment", first(events?["beat"])),
    ] {
      #expect(fields(value) == Set(try object("$defs", name, "properties").keys), "\(name)")
    }
  }

  @Test func `without beats and a key, what the schema requires is still written`() throws {
    let text = Sound(seconds: 1).analysis().json()
    let written = try #require(
      try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let required = try #require(schema["required"] as? [String])
    #expect(Set(required).isSubset(of: written.keys))
    #expect(Set(written.keys).isSubset(of: try object("properties").keys))
  }
}
