import AudioAnalysis
import Dreaming
import Mapping
import Media

/// Analyses the song at `path`.
///
/// - Parameter warn: called with a sentence where the file is odd but usable.
/// - Throws: `MediaError` where it can't be read to its end, or is shorter than a tenth of a second.
public func hear(_ path: String, warn: (String) -> Void) throws(MediaError) -> Analysis {
  let song = try Song(path: path)
  let analysis = try Analysis(of: song)
  guard analysis.duration >= shortestSong else {
    throw MediaError(path, "is too short to hear anything in; a song takes at least \(shortestSong) s")
  }
  if song.nonFiniteSamples > 0 {
    warn("\(path): \(song.nonFiniteSamples) samples are not numbers (NaN or infinite) and count as 0")
  }
  return analysis
}

/// In seconds: below this there is nothing to hear, let alone a beat.
private let shortestSong = 0.1
