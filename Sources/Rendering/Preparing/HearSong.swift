import AudioAnalysis
import Dreaming
import Mapping
import Media

/// How a song is heard.
public struct HearingOptions: Sendable {
  /// A file of beats to take instead of those that would be heard, in any format that `BeatFile` reads.
  public var beats: String?
  /// Whether to recall what was heard before, and to remember what is heard now.
  public var usesCache: Bool

  /// The usual way, unless told otherwise.
  public init(beats: String? = nil, usesCache: Bool = true) {
    self.beats = beats
    self.usesCache = usesCache
  }
}

/// Analyses the song at `path`.
///
/// - Parameters:
///   - path: the song's file.
///   - options: how it is heard.
///   - warn: called with a sentence where the file is odd but usable.
/// - Throws: `MediaError` where it can't be read to its end, or is shorter than a tenth of a second; where the file
///   of beats can't be read, or has beats behind the song's end.
public func hear(
  _ path: String, options: HearingOptions = HearingOptions(), warn: (String) -> Void
) throws(MediaError) -> Analysis {
  var beats: BeatFile?
  if let file = options.beats { beats = try BeatFile(path: file) }
  let heard = try CachedAnalysis(path: path, beats: beats, usesCache: options.usesCache)
  guard heard.analysis.duration >= shortestSong else {
    throw MediaError(path, "is too short to hear anything in; a song takes at least \(shortestSong) s")
  }
  if heard.nonFiniteSamples > 0 {
    warn("\(path): \(heard.nonFiniteSamples) samples are not numbers (NaN or infinite) and count as 0")
  }
  return heard.analysis
}

/// In seconds: below this there is nothing to hear, let alone a beat.
private let shortestSong = 0.1
