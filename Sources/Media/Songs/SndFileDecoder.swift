import CSndFile
import Foundation

/// Decodes what libsndfile reads well: WAV, AIFF, FLAC, Ogg Vorbis and Opus, CAF, AU, W64, RF64.
final class SndFileDecoder: SongDecoder {
  let sampleRate: Int
  let channels: Int
  let tags: SongTags
  let losslessBits: Int?

  private let path: String
  private let file: OpaquePointer
  /// Frames the header promises; nil when it leaves that open.
  private let promisedFrames: Int?
  private var framesRead = 0

  /// Opens `path` if its content is one of libsndfile's kinds.
  ///
  /// - Returns: nil for what libav reads better: other files, MP3 inside WAV, Ogg with more than two channels
  ///   (libsndfile leaves them in Vorbis's order).
  /// - Throws: `MediaError` when the header promises more than the file holds.
  init?(path: String) throws(MediaError) {
    guard Self.isOneOfOurs(path) else { return nil }
    // By descriptor, so that libsndfile can't look at the file's ending.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw MediaError(path, "cannot be opened: \(systemReason())") }
    var info = SF_INFO()
    guard let file = sf_open_fd(descriptor, Int32(SFM_READ), &info, 1) else { return nil }
    let kind = Int(info.format) & Int(SF_FORMAT_TYPEMASK)
    let coding = Int(info.format) & Int(SF_FORMAT_SUBMASK)
    let isOgg = kind == SF_FORMAT_OGG
    let isMPEG = kind == SF_FORMAT_MPEG || (0x80...0x82).contains(coding)
    guard !isMPEG, !(isOgg && info.channels > 2) else {
      sf_close(file)
      return nil
    }
    self.path = path
    self.file = file
    self.sampleRate = Int(info.samplerate)
    self.channels = Int(info.channels)
    // An Ogg stream has no header to promise anything; FLAC from a pipe promises 0.
    self.promisedFrames =
      isOgg || info.frames <= 0 || info.frames == Int.max ? nil : Int(info.frames)
    self.losslessBits =
      switch coding {
      case SF_FORMAT_VORBIS, SF_FORMAT_OPUS: nil
      case SF_FORMAT_PCM_24, SF_FORMAT_PCM_32, SF_FORMAT_FLOAT, SF_FORMAT_DOUBLE: 24
      default: 16
      }
    self.tags = Self.tags(of: file)
    let promise = SoundDataPromise(path: path)
    if info.frames == 0, let promise, promise.isUnknown {
      // libav plays such a file to its end.
      return nil
    }
    if let promise, promise.isBroken {
      let found = Double(info.frames) / Double(info.samplerate)
      throw cutOff(path, promised: found * promise.promisedOverFound, found: found)
    }
  }

  deinit { sf_close(file) }

  func read(upTo frames: Int) throws(MediaError) -> [Float] {
    var framesNow = 0
    let samples = [Float](unsafeUninitializedCapacity: frames * channels) { buffer, count in
      framesNow = max(0, Int(sf_readf_float(file, buffer.baseAddress, sf_count_t(frames))))
      count = framesNow * channels
    }
    framesRead += framesNow
    if framesNow == 0, let promisedFrames, framesRead < promisedFrames {
      let rate = Double(sampleRate)
      throw cutOff(path, promised: Double(promisedFrames) / rate, found: Double(framesRead) / rate)
    }
    return samples
  }

  /// Whether the file begins like one of libsndfile's kinds, behind an ID3 tag if there is one.
  ///
  /// libsndfile isn't asked itself, because it would take MP3 as well, cut it short, and print to standard error.
  private static func isOneOfOurs(_ path: String) -> Bool {
    guard let file = fopen(path, "rb") else { return false }
    defer { fclose(file) }
    var head = readBytes(10, from: file)
    if head.count == 10, head.starts(with: "ID3".utf8) {
      let tagLength = head[6...9].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
      fseek(file, 10 + tagLength, SEEK_SET)
      head = readBytes(10, from: file)
    }
    let beginnings = ["RIFF", "RIFX", "RF64", "riff", "FORM", "fLaC", "OggS", "caff", ".snd", "dns."]
    return beginnings.contains { head.starts(with: $0.utf8) }
  }

  private static func tags(of file: OpaquePointer) -> SongTags {
    let names: [(UInt32, String)] = [
      (UInt32(SF_STR_TITLE), "title"), (UInt32(SF_STR_ARTIST), "artist"), (UInt32(SF_STR_ALBUM), "album"),
      (UInt32(SF_STR_DATE), "date"), (UInt32(SF_STR_GENRE), "genre"), (UInt32(SF_STR_COMMENT), "comment"),
      (UInt32(SF_STR_TRACKNUMBER), "track"), (UInt32(SF_STR_COPYRIGHT), "copyright"),
    ]
    var values: [String: String] = [:]
    for (code, name) in names {
      if let text = sf_get_string(file, Int32(code)) { values[name] = tagText(text) }
    }
    return SongTags(values)
  }
}
