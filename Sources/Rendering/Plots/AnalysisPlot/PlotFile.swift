import AudioAnalysis
import Media

/// Draws a song's analysis in one picture, and writes it whole or not at all.
///
/// - Parameters:
///   - path: the song's file, which is read again for its waveform; its name is the picture's title.
///   - output: where the picture goes, ending in .png, .jpg or .jpeg.
/// - Throws: `MediaError` when the song can't be read to its end or the picture can't be written.
public func plot(_ analysis: Analysis, of path: String, to output: String) throws(MediaError) {
  let waveform = try Waveform(
    of: Song(path: path), seconds: analysis.duration, stretches: AnalysisPlot.songWidth)
  let title = path.split(separator: "/").last.map(String.init) ?? path
  try AnalysisPlot(analysis, waveform: waveform, title: title).picture().write(to: output)
}
