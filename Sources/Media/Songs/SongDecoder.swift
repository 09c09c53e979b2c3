import Foundation

/// What decodes one kind of song: libsndfile or libav behind the same few words.
protocol SongDecoder: AnyObject {
  /// Frames a second.
  var sampleRate: Int { get }
  /// Samples in a frame.
  var channels: Int { get }
  var tags: SongTags { get }
  /// Bits that a lossless copy of a sample needs, 16 or 24; nil when the song is lossily compressed.
  var losslessBits: Int? { get }

  /// The next frames, `[frame][channel]` interleaved, at most `frames` of them; empty only at the end.
  ///
  /// - Throws: `MediaError` when the song ends before its header says it does, or can't be decoded.
  func read(upTo frames: Int) throws(MediaError) -> [Float]
}

/// The error for a song at `path` whose header says more than is there.
func cutOff(_ path: String, promised: Double, found: Double) -> MediaError {
  let (promised, found) = (shownSeconds(promised), shownSeconds(found))
  return MediaError(path, "is cut off: its header promises \(promised) but only \(found) could be read")
}

private func shownSeconds(_ seconds: Double) -> String { String(format: "%.1f s", seconds) }
