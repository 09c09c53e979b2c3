import AudioAnalysis
import Foundation
import Mapping
import Media
import TestSupport

@testable import Rendering

/// A song of four seconds with a beat each half second and two parts, and its file.
struct PlottedSong {
  let analysis: Analysis
  let waveform: Waveform
  let folder: TemporaryFolder
  var path: String { folder("song.wav") }

  init() throws {
    folder = try TemporaryFolder()
    let swing = (0..<44100 * 4).map { Float(sin(Double($0) / 30)) / 2 }
    try folder.write(wavBytes(swing), as: "song.wav")
    waveform = try Waveform(
      of: Song(path: folder("song.wav")), seconds: 4, stretches: CurvePlot.songWidth)
    let beats = stride(from: 0, to: 4, by: 0.5).enumerated().map { ($1, $0 % 4 + 1) }
    let strokes = beats.map { Analysis.Event(time: $0.0, strength: 1) }
    analysis = Analysis(
      duration: 4, sampleRate: 44100, channels: 1, tempo: 120, beatsPerBar: 4,
      beats: beats.map { .init(time: $0.0, position: $0.1, confidence: 1) },
      sections: [
        .init(start: 0, end: 2, label: "A", energy: 0), .init(start: 2, end: 4, label: "B", energy: 1),
      ],
      signals: Dictionary(
        uniqueKeysWithValues: Analysis.signalNames.map { name in
          (name, [Float](repeating: name == "presence" ? 1 : 0.5, count: 401))
        }),
      events: ["beat": strokes, "downbeat": [strokes[0], strokes[4]]])
  }

  /// What a mapping's text says about the song.
  func score(_ yaml: String) throws -> Score {
    try Mapping(yaml: yaml, file: "test.yaml").play(over: analysis, at: FrameRate(24))
  }
}
