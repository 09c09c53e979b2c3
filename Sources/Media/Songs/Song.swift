/// A song being decoded from its file in chunks, so that a three-hour set never sits in memory whole.
///
/// libsndfile reads WAV, AIFF, FLAC, Ogg and their relatives; libav reads MP3, AAC, WMA and the soundtracks of
/// videos. The file's content decides, not its ending. Encoder delay and padding are left out, so times agree
/// with what players play. A song belongs to one task at a time.
public final class Song {
  /// The file as the user named it.
  public let path: String
  /// Frames a second, 4000...768000.
  public let sampleRate: Int
  /// Samples in a frame, 1...8.
  public let channels: Int
  /// Title, artist, and so on.
  public let tags: SongTags
  /// How many samples so far were NaN or infinite, and were read as 0.
  public private(set) var nonFiniteSamples = 0

  private let decoder: any SongDecoder
  /// The chunk that proved at opening that there is something to hear, `[frame][channel]`, until it is read.
  private var first: ArraySlice<Float>

  /// Opens the song and decodes its first moment.
  ///
  /// - Throws: `MediaError` when the file is missing, a folder, empty, unreadable, not sound, a video without
  ///   sound, without any samples, cut off (where that can be told from its header), has more than 8 channels,
  ///   or a sample rate outside 4000...768000 Hz.
  public init(path: String) throws(MediaError) {
    try requireReadable(path, as: "a song")
    let decoder = try Self.decoder(for: path)
    guard (1...8).contains(decoder.channels) else {
      throw MediaError(path, "has \(decoder.channels) channels; 1 to 8 can be read")
    }
    guard (4_000...768_000).contains(decoder.sampleRate) else {
      throw MediaError(
        path, "has a sample rate of \(decoder.sampleRate) Hz; 4000 to 768000 Hz can be read")
    }
    let first = try decoder.read(upTo: 4096)
    guard !first.isEmpty else { throw MediaError(path, "has no sound in it (0 samples)") }
    self.path = path
    self.decoder = decoder
    self.sampleRate = decoder.sampleRate
    self.channels = decoder.channels
    self.tags = decoder.tags
    self.first = first[...]
  }

  /// The next moment of sound.
  ///
  /// - Parameter frames: the most frames to return, at least 1.
  /// - Returns: `[frame][channel]` interleaved, full scale at -1...1 (float songs may go beyond), at most
  ///   `frames` frames; empty at the end and not before. NaN and infinite samples are 0, and counted.
  /// - Throws: `MediaError` when the song is cut off or damaged beyond decoding.
  public func read(upTo frames: Int) throws(MediaError) -> [Float] {
    precondition(frames > 0)
    var samples: [Float]
    if first.isEmpty {
      samples = try decoder.read(upTo: frames)
    } else {
      samples = Array(first.prefix(frames * channels))
      first = first.dropFirst(samples.count)
    }
    for index in samples.indices where !samples[index].isFinite {
      samples[index] = 0
      nonFiniteSamples += 1
    }
    return samples
  }

  /// Reads from where it is to its end, chunk by chunk.
  ///
  /// - Parameter use: is called with each moment of sound in turn, as `read(upTo:)` gives it.
  /// - Throws: `MediaError` when the song is cut off or damaged beyond decoding, or what `use` throws.
  public func forEachChunk(_ use: ([Float]) throws(MediaError) -> Void) throws(MediaError) {
    while case let chunk = try read(upTo: Self.chunkLength), !chunk.isEmpty { try use(chunk) }
  }

  /// Frames: three quarters of a second at 44.1 kHz.
  private static let chunkLength = 1 << 15

  /// The frame that is heard at a moment, which is the nearest.
  ///
  /// - Parameter seconds: from the song's start.
  public func frame(at seconds: Double) -> Int { Int((seconds * Double(sampleRate)).rounded()) }

  /// Bits that a lossless copy of a sample needs, 16 or 24; nil when the song is lossily compressed.
  var losslessBits: Int? { decoder.losslessBits }

  private static func decoder(for path: String) throws(MediaError) -> any SongDecoder {
    if let decoder = try SndFileDecoder(path: path) { return decoder }
    return try LibAVDecoder(path: path)
  }
}
