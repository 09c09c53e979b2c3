import AudioAnalysis
import Mapping
import Media

/// A song ready to be looked at with one mapping after the other: what takes long is done once.
public struct CurvePreview: Sendable {
  private let medium: Medium
  private let title: String
  private let analysis: Analysis
  private let frameRate: FrameRate
  private let heard: [FrameCurve]

  /// What curves are written as, with what that takes of the song.
  private enum Medium {
    case table
    case picture(Waveform)
    case drawing(Waveform)
    case page(Waveform, EmbeddedSong)
  }

  /// Prepares a song.
  ///
  /// - Parameters:
  ///   - path: the song's file, which is read again for its waveform and its sound; its name is the title.
  ///   - analysis: what was heard in it.
  ///   - frameRate: of the clip to be.
  ///   - format: what curves will be written as.
  ///   - showsSignals: whether what was heard stands beside the mapping's curves.
  /// - Throws: `MediaError` when the song can't be read to its end.
  public init(
    of path: String, heardAs analysis: Analysis, at frameRate: FrameRate, as format: CurveFormat,
    showsSignals: Bool = false
  ) throws(MediaError) {
    self.analysis = analysis
    self.frameRate = frameRate
    title = fileName(of: path)
    let curves =
      showsSignals
      ? analysis.curves(at: frameRate, frameCount: frameRate.frameCount(covering: analysis.duration)) : []
    // In a picture the same moments are not drawn twice.
    heard = curves.filter { format == .csv || Analysis.EventName(rawValue: $0.name)?.isLocal != true }
    medium =
      switch format {
      case .csv: .table
      case .png: .picture(try Self.waveform(of: path, analysis, stretches: CurvePlot.songWidth))
      case .svg: .drawing(try Self.waveform(of: path, analysis, stretches: CurvePlot.songWidth))
      case .html:
        .page(
          try Self.waveform(of: path, analysis, stretches: CurvePage.stretches(for: analysis.duration)),
          try EmbeddedSong(path: path))
      }
  }

  private static func waveform(
    of path: String, _ analysis: Analysis, stretches: Int
  ) throws(MediaError) -> Waveform {
    try Waveform(of: Song(path: path), seconds: analysis.duration, stretches: stretches)
  }

  /// Plays a mapping over the song and writes its curves to a file, whole or not at all.
  ///
  /// - Parameters:
  ///   - mapping: what is played.
  ///   - path: the file to be, in the format that was prepared for.
  ///   - warn: is told when the clip would flash, see `play`.
  /// - Throws: `MediaError` when the file can't be written.
  public func write(_ mapping: Mapping, to path: String, warn: (String) -> Void) throws(MediaError) {
    let score = play(mapping, over: analysis, at: frameRate, warn: warn)
    switch medium {
    case .table:
      try writeWhole(score.csv(beside: heard), to: path)
    case .picture(let waveform):
      try plot(score, of: mapping, waveform).picture().write(to: path)
    case .drawing(let waveform):
      try writeWhole(plot(score, of: mapping, waveform).svg(), to: path)
    case .page(let waveform, let song):
      let page = CurvePage(
        score, over: analysis, waveform: waveform, song: song, title: title, mapping: mapping.name,
        beside: heard)
      try writeWhole(page.html, to: path)
    }
  }

  /// Plays a mapping over the song and gives its curves as a table.
  ///
  /// - Parameters:
  ///   - mapping: what is played.
  ///   - warn: is told when the clip would flash, see `play`.
  public func csv(_ mapping: Mapping, warn: (String) -> Void) -> String {
    play(mapping, over: analysis, at: frameRate, warn: warn).csv(beside: heard)
  }

  private func plot(_ score: Score, of mapping: Mapping, _ waveform: Waveform) -> CurvePlot {
    CurvePlot(score, over: analysis, waveform: waveform, title: title, mapping: mapping.name, beside: heard)
  }
}
