import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct FormatTests {
  private let analysis = Sound.clicks(at: (0..<16).map { 0.25 + 0.5 * Double($0) }, seconds: 8.2).analysis()

  @Test func `JSON reads back as the same analysis`() throws {
    let data = Data(analysis.json().utf8)
    #expect(try JSONDecoder().decode(Analysis.self, from: data) == analysis)
    let silence = Sound(seconds: 1).analysis()
    #expect(try JSONDecoder().decode(Analysis.self, from: Data(silence.json().utf8)) == silence)
  }

  @Test func `CSV has a line each 10 ms and a position on each beat`() throws {
    let lines = analysis.csv().split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines[0].map(String.init) == ["time"] + Analysis.signalNames + ["beat"])
    #expect(lines.count == 1 + 821)
    #expect(lines.allSatisfy { $0.count == lines[0].count })
    #expect(lines.dropFirst().count { !$0.last!.isEmpty } == analysis.beats.count)
    let row = lines[1 + 125]
    #expect(row[0] == "1.25")
    let column = try #require(lines[0].firstIndex(of: "onsetStrength"))
    #expect(abs(try #require(Float(row[column])) - analysis.signals[.onsetStrength]![125]) < 0.0001)
  }

  @Test func `beats and labels are a line each`() throws {
    let beats = analysis.beatList().split(separator: "\n").map { $0.split(separator: "\t") }
    #expect(beats.count == 16)
    for (line, beat) in zip(beats, analysis.beats) {
      #expect(line.count == 2)
      #expect(Double(line[0]) == beat.time)
      #expect(Int(line[1]) == beat.position)
    }
    for line in analysis.audacityLabels().split(separator: "\n") {
      let fields = line.split(separator: "\t")
      #expect(fields.count == 3)
      #expect(fields[0] == fields[1])
      #expect(try #require(fields[0].split(separator: ".").last).count == 6)
    }
  }

  @Test func `the table says what matters`() {
    let table = analysis.table()
    #expect(table.contains("0:08 (8.20 s)"))
    #expect(table.contains("44100 Hz, 1 channel\n"))
    #expect(table.contains("120.0 bpm"))
    #expect(Sound(seconds: 1).analysis().table().contains("silent throughout"))
  }

  @Test func `the table shows the key, the drums, and the sections under the curves`() {
    let song = Analysis(
      duration: 120, sampleRate: 44100, channels: 2, tempo: nil, beatsPerBar: nil, beats: [],
      key: .init(tonic: 6, isMinor: true, confidence: 0.75),
      sections: [
        .init(start: 0, end: 40, label: "A", energy: 0.25), .init(start: 40, end: 120, label: "B", energy: 1),
      ], signals: [:], events: ["kick": [.init(time: 1, strength: 1)]])
    let lines = song.table().split(separator: "\n").map(String.init)
    #expect(lines.contains("Key            F sharp minor, confidence 0.75"))
    #expect(lines.contains("Drums          1 kick, 0 snare, 0 hat"))
    #expect(lines.contains("Sections       0:00 to 0:40  A  energy 0.25"))
    #expect(lines.contains("               0:40 to 2:00  B  energy 1.00"))
    #expect(
      lines.contains { $0.hasPrefix("sections") && $0.dropFirst(15).prefix(21) == "A···················B" })
  }

  @Test func `numbers are written in full`() {
    #expect(Decimals.text(0, places: 2) == "0.00")
    #expect(Decimals.text(0.99996, places: 4) == "1.0000")
    #expect(Decimals.text(12345.0678, places: 4) == "12345.0678")
  }
}
