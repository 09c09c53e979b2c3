import AudioAnalysis
import Testing

@testable import Rendering

@Suite struct HighlightTests {
  /// A song of parts with these energies, each of which takes so many seconds.
  private func song(_ parts: [(seconds: Double, energy: Float)]) -> Analysis {
    var (start, sections): (Double, [Analysis.Section]) = (0, [])
    for part in parts {
      let end = start + part.seconds
      sections.append(.init(start: start, end: end, label: "A", energy: part.energy))
      start = end
    }
    return Analysis(
      duration: start, sampleRate: 44100, channels: 2, tempo: nil, beatsPerBar: nil, beats: [],
      sections: sections, signals: [:], events: [:])
  }

  @Test func isAroundTheStrongestRise() {
    let highlight = Highlight(of: song([(30, 0.2), (30, 0.5), (15, 0.1), (40, 0.9), (20, 0.95)]))
    #expect(highlight.start == 65 && highlight.duration == 20)
    #expect(
      highlight.reason
        == "highlight from 1:05 to 1:25: at 1:15 part A begins, and energy rises from 10 % to 90 %")
  }

  @Test func isWhereItFallsMostIfItNeverRises() {
    let highlight = Highlight(of: song([(30, 0.9), (30, 0.7), (30, 0.1)]))
    #expect(highlight.start == 50)
    #expect(highlight.reason.contains("falls from 70 % to 10 %"))
  }

  @Test func staysWithinTheSong() {
    #expect(Highlight(of: song([(4, 0.1), (60, 0.9)])).start == 0)
    let late = Highlight(of: song([(60, 0.1), (5, 0.9)]))
    #expect(late.start == 45 && late.start + late.duration == 65)
    let short = Highlight(of: song([(6, 0.1), (6, 0.9)]))
    #expect(short.start == 0 && short.duration == 12)
  }

  @Test func isTheMiddleOfASongOfOnePart() {
    let highlight = Highlight(of: song([(100, 0.5)]))
    #expect(highlight.start == 40)
    #expect(highlight.reason.contains("no parts"))
  }
}
