import Media

extension Analysis {
  /// Counts up whenever the same song is heard differently than before, so that nothing old is taken from a cache.
  static let version = 4
}

/// An analysis as the cache keeps it: with what was odd about the song.
public struct CachedAnalysis: Sendable, Equatable {
  /// What was heard.
  public let analysis: Analysis
  /// Samples of the song that were NaN or infinite, and counted as 0.
  public let nonFiniteSamples: Int
}

extension CachedAnalysis {
  /// Hears the song at `path`, or where it was heard before, by this user and this program, recalls that.
  ///
  /// Heard songs are remembered in `$XDG_CACHE_HOME/reverie` or `~/.cache/reverie`, at most 500 MB of them, by their
  /// files' content. Recalling a song of four minutes takes a tenth of a second.
  ///
  /// - Parameters:
  ///   - path: the song's file.
  ///   - beats: beats to take instead of those that would be heard.
  ///   - usesCache: whether to recall and remember.
  /// - Throws: `MediaError` when the song can't be read to its end, or where `beats` go beyond its end.
  public init(path: String, beats: BeatFile? = nil, usesCache: Bool = true) throws(MediaError) {
    let cache = usesCache ? AnalysisCache.ofUser() : nil
    try self.init(path: path, beats: beats, cache: cache)
  }

  init(path: String, beats: BeatFile?, cache: AnalysisCache?) throws(MediaError) {
    let key = cache.flatMap { _ in AnalysisCache.key(ofSong: path, beats: beats) }
    if let cache, let key, let kept = cache.analysis(key) {
      self = kept
      return
    }
    let song = try Song(path: path)
    analysis = try Analysis(of: song, beats: beats)
    nonFiniteSamples = song.nonFiniteSamples
    if let cache, let key { cache.store(self, as: key) }
  }
}
