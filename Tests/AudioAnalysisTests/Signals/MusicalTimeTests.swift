import Testing

@testable import AudioAnalysis

@Suite struct MusicalTimeTests {
  /// Two beats before the first bar, 120 beats a minute from 1 s on, a pause from 6 to 10 s, then 60 beats a minute.
  private let signals: Signals = {
    let quick = (0..<11).map { 1 + 0.5 * Double($0) }
    let slow = (0..<9).map { 10 + Double($0) }
    let beats = (quick + slow).enumerated().map {
      Analysis.Beat(time: $1, position: ($0 + 2) % 4 + 1, confidence: 1)
    }
    return MusicalTime(of: beats, frameCount: 2001).signals
  }()

  private func value(_ name: Analysis.SignalName, at time: Double) -> Float {
    signals[name]![Int(time * 100)]
  }

  @Test func `a phase rises from beat to beat and from downbeat to downbeat`() {
    #expect(value(.beatPhase, at: 1) == 0)
    #expect(abs(value(.beatPhase, at: 1.25) - 0.5) < 0.001)
    #expect(value(.beatPhase, at: 1.5) == 0)
    #expect(value(.barPhase, at: 2) == 0)
    #expect(abs(value(.barPhase, at: 2.5) - 0.25) < 0.001)
  }

  @Test func `bars are counted from the first downbeat`() {
    #expect(value(.bar, at: 0) == 0)
    #expect(value(.bar, at: 1.99) == 0)
    #expect(value(.bar, at: 2) == 1)
    #expect(value(.bar, at: 4) == 2)
    #expect(value(.bar, at: 19) == 5)
  }

  @Test func `the tempo follows the music, and is 0 without beats`() {
    #expect(value(.tempo, at: 0.5) == 0)
    #expect(abs(value(.tempo, at: 3) - 120) < 0.01)
    #expect(value(.tempo, at: 8) == 0)
    #expect(abs(value(.tempo, at: 16) - 60) < 0.01)
    #expect(value(.tempo, at: 19.5) == 0)
  }

  @Test func `in a pause no beat goes on`() {
    #expect(value(.beatPhase, at: 8) == 0)
    #expect(value(.beatPhase, at: 19.5) == 0)
    let none = MusicalTime(of: [], frameCount: 10).signals
    #expect(none.values.allSatisfy { $0 == [Float](repeating: 0, count: 10) })
  }
}
