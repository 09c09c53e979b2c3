import Foundation
import Testing

@testable import AudioAnalysis

/// Notes with overtones, as MIDI counts them, each for as long.
func chords(_ chords: [[Int]], seconds: Double = 1, tuning: Double = 440) -> Sound {
  Sound(seconds: seconds * Double(chords.count), rate: 22050) { t in
    let chord = chords[min(Int(t / seconds), chords.count - 1)]
    return chord.reduce(0) { sum, note in
      let frequency = tuning * exp2(Double(note - 69) / 12)
      return sum + (1...5).reduce(0) { $0 + 0.05 / Double($1) * tone(frequency * Double($1), t) }
    }
  }
}

@Suite struct ChromaTests {
  private let cMajor = [60, 64, 67]

  private func loudest(_ analysis: Analysis, _ seconds: ClosedRange<Double>, count: Int) -> Set<Int> {
    let means = (0..<12).map { analysis.mean(.chroma($0), seconds) }
    return Set((0..<12).sorted { means[$0] > means[$1] }.prefix(count))
  }

  @Test(arguments: [432.0, 440, 446])
  func `a chord's notes stand out, however the band is tuned`(tuning: Double) {
    let sound = chords([[60, 64, 67], [57, 62, 65]], tuning: tuning)
    let analysis = sound.analysis()
    #expect(loudest(analysis, 0.2...0.8, count: 3) == [0, 4, 7])
    #expect(loudest(analysis, 1.2...1.8, count: 3) == [2, 5, 9])
    let cents = 1200 * log2(tuning / 440)
    #expect(abs(100 * Chroma(of: sound.features()).tuning - cents) < 4)
  }

  @Test func `a note's overtones don't look like other notes`() {
    let analysis = chords([[48]]).analysis()
    #expect(analysis.mean(.chroma(0), 0.2...0.8) > 0.9)
    for other in 1..<12 { #expect(analysis.mean(.chroma(other), 0.2...0.8) < 0.3, "\(other)") }
  }

  @Test func `drums have no pitch`() {
    let drums = Sound.noise(seconds: 1) + Sound(seconds: 1)
    var sound = drums + drums
    let chord = chords([[60, 64, 67]]).samples
    for i in chord.indices { sound.samples[i * 2] += chord[i] }
    let analysis = sound.analysis()
    for pitch in 0..<12 { #expect(analysis.mean(.chroma(pitch), 2.2...2.8) < 0.4, "\(pitch)") }
  }
}

@Suite struct KeyTests {
  @Test(arguments: 0..<12) func `a cadence is in its key, in all keys`(tonic: Int) throws {
    let cadence = [[48, 60, 64, 67], [53, 60, 65, 69], [55, 59, 62, 67], [48, 60, 64, 67]]
    let major = try #require(chords(cadence.map { $0.map { $0 + tonic } }, seconds: 0.5).analysis().key)
    #expect(major.tonic == tonic && !major.isMinor)
    let sad = [[45, 57, 60, 64], [50, 57, 62, 65], [52, 56, 59, 64], [45, 57, 60, 64]]
    let minor = try #require(chords(sad.map { $0.map { $0 + tonic } }, seconds: 0.5).analysis().key)
    #expect(minor.tonic == (9 + tonic) % 12 && minor.isMinor)
  }

  @Test func `silence has no key`() { #expect(Sound(seconds: 2).analysis().key == nil) }
}

@Suite struct ChordChangeTests {
  @Test func `the harmony changes where the chord does`() {
    let song = [[60, 64, 67], [60, 64, 67], [57, 60, 65], [57, 60, 65], [55, 59, 62], [55, 59, 62]]
    let change = chords(song).analysis().signals[.chordChange]!
    for time in [2, 4] { #expect(change[time * 100 - 10...time * 100 + 10].max()! > 0.7) }
    for time in [1, 3, 5] { #expect(change[time * 100 - 30...time * 100 + 30].max()! < 0.2) }
  }
}

@Suite struct PitchHueTests {
  @Test func `neighbours on the circle of fifths have neighbouring hues`() {
    let analysis = chords([[60], [60], [67], [67], [62], [62], [65], [65]]).analysis()
    for (start, hue) in [(0.6, 0.0), (2.6, 1.0 / 12), (4.6, 2.0 / 12), (6.6, 11.0 / 12)] {
      let mean = analysis.signals[.pitchHue]![Int(start * 100) + 40]
      let distance = abs(Double(mean) - hue)
      #expect(min(distance, 1 - distance) < 0.02)
    }
  }
}
