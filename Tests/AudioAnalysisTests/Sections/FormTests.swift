import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct FormTests {
  /// Bars of 2 s: a click on each beat, and a chord that tells the parts apart.
  private func song(parts: [(bars: Int, frequencies: [Double], amplitude: Double)]) -> Sound {
    let bars = parts.reduce(0) { $0 + $1.bars }
    var sound = Sound(seconds: Double(bars) * 2)
    var bar = 0
    for part in parts {
      for _ in 0..<part.bars {
        for beat in 0..<4 {
          let time = Double(bar) * 2 + Double(beat) * 0.5
          sound.addStroke(
            at: time, frequency: beat == 0 ? 80 : 1500, decay: 0.03, amplitude: beat == 0 ? 0.4 : 0.15)
          for frequency in part.frequencies {
            sound.addStroke(at: time, frequency: frequency, decay: 0.4, amplitude: part.amplitude)
          }
        }
        bar += 1
      }
    }
    return sound
  }

  private let verse = (bars: 8, frequencies: [220.0, 261.6, 329.6], amplitude: 0.05)
  private let chorus = (bars: 8, frequencies: [349.2, 440, 523.3, 2093], amplitude: 0.15)

  private func form(of sound: Sound) -> [Analysis.Section] {
    sound.form(beats: beats(of: sound)).sections
  }

  private func beats(of sound: Sound) -> [Analysis.Beat] {
    (0..<Int(Double(sound.samples.count) / 44100 / 0.5)).map {
      Analysis.Beat(time: Double($0) * 0.5, position: $0 % 4 + 1, confidence: 1)
    }
  }

  private func form(signals name: Analysis.SignalName, of sound: Sound) -> [Float]? {
    sound.form(beats: beats(of: sound)).signals[name]
  }

  @Test func `verse, chorus and verse are A, B and A`() throws {
    let sections = form(of: song(parts: [verse, chorus, verse]))
    #expect(sections.map(\.label) == ["A", "B", "A"])
    try #require(sections.count == 3)
    #expect(abs(sections[1].start - 16) < 0.05)
    #expect(abs(sections[2].start - 32) < 0.05)
  }

  @Test func `a part that comes back has its letter's number again`() throws {
    let labels = try #require(form(signals: .sectionLabel, of: song(parts: [verse, chorus, verse])))
    #expect([500, 2000, 4000].map { labels[$0] } == [0, 1, 0])
  }

  @Test func `the loud and full part has most energy`() throws {
    let sections = form(of: song(parts: [verse, chorus, verse]))
    try #require(sections.count == 3)
    #expect(sections[1].energy > 0.7)
    #expect(sections[0].energy < 0.3)
  }

  @Test func `a song that stays the same is one section`() {
    #expect(form(of: song(parts: [verse, verse])).count == 1)
  }

  @Test func `silence and the shortest sounds are one section`() {
    for seconds in [0.2, 3, 20] {
      let analysis = Sound(seconds: seconds).analysis()
      #expect(analysis.sections.count == 1)
      #expect(analysis.sections.first?.start == 0)
      #expect(abs((analysis.sections.last?.end ?? 0) - seconds) < 0.001)
    }
  }

  @Test func `sections follow each other without a gap, and their clocks with them`() throws {
    let analysis = song(parts: [verse, chorus]).analysis()
    for (one, next) in zip(analysis.sections, analysis.sections.dropFirst()) {
      #expect(one.end == next.start)
    }
    let phases = try #require(analysis.signals[.sectionPhase])
    let indices = try #require(analysis.signals[.section])
    #expect(phases.allSatisfy { (0...1).contains($0) })
    #expect(Int(indices.last!) == analysis.sections.count - 1)
    #expect(analysis.events[.sectionStart]?.count == analysis.sections.count - 1)
  }
}
