import Foundation
import Testing
import TestSupport

@testable import AudioAnalysis

@Suite struct CatalogueTests {
  @Test func `every signal and event is described in one sentence, once`() {
    let names = Analysis.signalNames + Analysis.eventNames
    #expect(Set(names).count == names.count)
    let meanings = Analysis.signalCatalogue.map(\.meaning) + Analysis.eventCatalogue.map(\.meaning)
    for meaning in meanings { #expect(meaning.hasSuffix(".") && meaning.count { $0 == "." } < 3) }
  }

  @Test func `signals stay in the range they are described with`() {
    var sound = Sound.clicks(at: (0..<16).map { 0.25 + 0.5 * Double($0) }, seconds: 8.2)
    sound.samples[0..<88200] = Sound.noise(seconds: 2).samples[...]
    let analysis = sound.analysis(gains: [1, 0.5])
    for description in Analysis.signalCatalogue {
      let curve = analysis.signals[description.name] ?? []
      #expect(curve.allSatisfy { description.range.contains($0) }, "\(description.name)")
    }
  }
}

extension Analysis.SignalDescription {
  /// Its row in Documentation/signals.md.
  fileprivate var row: String {
    let range = range.upperBound.isFinite ? "0...\(Int(range.upperBound))" : "0..."
    return "| `\(name)` | \(unit) | \(range) | \(meaning) |"
  }
}

/// Documentation/signals.md says what the catalogue says.
@Suite struct SignalsGuideTests {
  @Test func `the guide has a row for every signal and event`() throws {
    let file = repositoryRoot.appending(path: "Documentation/signals.md")
    let lines = Set(try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init))
    for signal in Analysis.signalCatalogue { #expect(lines.contains(signal.row)) }
    for event in Analysis.eventCatalogue { #expect(lines.contains("| `\(event.name)` | \(event.meaning) |")) }
  }
}
