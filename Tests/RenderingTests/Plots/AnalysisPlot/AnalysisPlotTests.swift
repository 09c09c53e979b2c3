import AudioAnalysis
import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct AnalysisPlotTests {
  /// A minute of 120 beats in bars of four, with a verse and a chorus, each half of it.
  private func analysis(
    duration: Double = 60, sections: [Analysis.Section]? = nil, beats: Bool = true
  ) -> Analysis {
    let times = beats ? stride(from: 0.5, to: duration, by: 0.5).map { $0 } : []
    return Analysis(
      duration: duration, sampleRate: 44100, channels: 2, tempo: beats ? 120 : nil,
      beatsPerBar: beats ? 4 : nil,
      beats: times.enumerated().map { .init(time: $1, position: $0 % 4 + 1, confidence: 1) },
      key: .init(tonic: 9, isMinor: true, confidence: 1),
      sections: sections ?? [
        .init(start: 0, end: duration / 2, label: "A", energy: 0),
        .init(start: duration / 2, end: duration, label: "B", energy: 1),
      ],
      signals: Dictionary(
        uniqueKeysWithValues: Analysis.signalNames.map {
          ($0, [Float](repeating: 0.5, count: Int(duration * 100) + 1))
        }),
      events: ["kick": times.map { .init(time: $0, strength: 1) }])
  }

  private func picture(of analysis: Analysis) throws -> Picture {
    let folder = try TemporaryFolder()
    let swing = (0..<4000).map { Float(sin(Double($0) / 10)) }
    try folder.write(wavBytes(swing), as: "song.wav")
    let song = try Song(path: folder("song.wav"))
    let waveform = try Waveform(
      of: song, seconds: 4000 / Double(song.sampleRate), stretches: AnalysisPlot.songWidth)
    return AnalysisPlot(analysis, waveform: waveform, title: "Prélude").picture()
  }

  private let time = TimeAxis(duration: 60, x: 132, width: AnalysisPlot.songWidth)

  /// How many pixels of a column have a colour.
  private func count(_ colour: SIMD3<UInt8>, in picture: Picture, column: Int) -> Int {
    (0..<picture.height).count { y in
      let pixel = 3 * (y * picture.width + column)
      return Array(picture.pixels[pixel..<pixel + 3]) == [colour.x, colour.y, colour.z]
    }
  }

  @Test func `every downbeat stands where it sounds, and nothing like it between`() throws {
    let analysis = analysis()
    let picture = try picture(of: analysis)
    #expect(picture.width == 1600 && picture.height == 1000)
    for beat in analysis.beats {
      let pixels = count(PlotColours.downbeat, in: picture, column: time.column(of: beat.time))
      #expect((pixels > 20) == (beat.position == 1), "\(beat.time) s")
    }
    #expect(count(PlotColours.downbeat, in: picture, column: time.column(of: 1.7)) == 0)
  }

  @Test func `a section's colour ends where the next section starts`() throws {
    let picture = try picture(of: analysis())
    let border = time.column(of: 30)
    let (first, second) = (PlotColours.section("A"), PlotColours.section("B"))
    for column in [time.x + 20, border - 1] {
      #expect(count(first, in: picture, column: column) > 20)
      #expect(count(second, in: picture, column: column) == 0)
    }
    for column in [border + 2, time.x + time.width - 1] {
      #expect(count(second, in: picture, column: column) > 20)
      #expect(count(first, in: picture, column: column) == 0)
    }
  }

  @Test func `in a long song beats thin out to downbeats, and downbeats to nothing`() {
    let beats = analysis().beats
    func shown(_ duration: Double) -> Int {
      BeatLane.shown(beats, over: TimeAxis(duration: duration, x: 0, width: 1400)).count
    }
    #expect(shown(60) == beats.count)
    #expect(shown(600) == beats.count { $0.position == 1 })
    #expect(shown(10800) == 0)
  }

  @Test(arguments: [0.1, 3, 240, 10800]) func `any length has room for its labels`(duration: Double) {
    let time = TimeAxis(duration: duration, x: 100, width: 1400)
    let labels = time.labelTimes(room: 90)
    #expect((2...17).contains(labels.count) || duration < 1)
    for (one, next) in zip(labels, labels.dropFirst()) {
      #expect(time.column(of: next) - time.column(of: one) >= 89)
    }
  }

  @Test func `what wasn't heard leaves its room to the rest`() throws {
    let silent = Analysis(
      duration: 0.2, sampleRate: 8000, channels: 1, tempo: nil, beatsPerBar: nil, beats: [], signals: [:],
      events: [:])
    let picture = try picture(of: silent)
    let wave = (500..<540).map { count(PlotColours.section("A"), in: picture, column: time.x + $0) }
    #expect(wave.max()! > 400)
  }

  @Test func `section letters keep their colours, and neighbours differ`() {
    let colours = ["A", "B", "C", "D", "E", "F", "G", "H"].map { PlotColours.section($0) }
    #expect(Set(colours).count == 8)
    #expect(PlotColours.section("I") == colours[0])
  }
}
