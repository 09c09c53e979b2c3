import CSndFile
import Foundation

/// Writes a sound file piece by piece; it appears under its name only when it is whole.
public final class SoundWriter {
  /// As the user named it.
  public let path: String

  private let working: WorkingFile
  private var file: OpaquePointer?
  private let channels: Int
  /// Where each of Vorbis's channels is in the usual order, `[channel]`; nil where the order is the usual one.
  private let order: [Int]?

  /// Begins the file: .flac, .wav or, lossily, .ogg. FLAC and WAV get as many bits as the song has, 16 or 24.
  ///
  /// - Parameters:
  ///   - path: the file to be.
  ///   - song: gives sample rate, channels and bits.
  /// - Throws: `MediaError` when it ends otherwise, can't be written, or its kind can't hold such sound.
  public init(path: String, like song: Song) throws(MediaError) {
    let kind = try Self.kind(of: path)
    let bits = song.losslessBits == 24 ? SF_FORMAT_PCM_24 : SF_FORMAT_PCM_16
    let coding = kind == SF_FORMAT_OGG ? SF_FORMAT_VORBIS : bits
    self.path = path
    channels = song.channels
    order = kind == SF_FORMAT_OGG ? Self.vorbisOrder(channels) : nil
    working = try WorkingFile(for: path)
    var info = SF_INFO()
    info.samplerate = Int32(song.sampleRate)
    info.channels = Int32(channels)
    info.format = Int32(kind | coding)
    guard sf_format_check(&info) != 0, let file = sf_open(working.workingPath, Int32(SFM_WRITE), &info) else {
      throw MediaError(
        path, "can't hold sound of \(song.sampleRate) Hz in \(channels) channels; end its name with .wav")
    }
    self.file = file
    // A peak that rounding lifts to full scale must not become its opposite.
    sf_command(file, Int32(SFC_SET_CLIPPING), nil, Int32(SF_TRUE))
    // A file that stays under 4 GB becomes a plain WAV.
    if kind == SF_FORMAT_RF64 { sf_command(file, Int32(SFC_RF64_AUTO_DOWNGRADE), nil, Int32(SF_TRUE)) }
  }

  deinit { if let file { sf_close(file) } }

  /// Makes sure, before any work, that a sound file can be written at `path`.
  ///
  /// - Throws: `MediaError` when it ends otherwise or can't be written.
  public static func checkTarget(_ path: String) throws(MediaError) {
    _ = try kind(of: path)
    try WorkingFile.checkTarget(path)
  }

  /// Appends whole frames, `[frame][channel]` interleaved, full scale at -1...1.
  ///
  /// - Throws: `MediaError` when the disk is full or fails.
  public func append(_ samples: [Float]) throws(MediaError) {
    let samples = order.map { reordered(samples, $0) } ?? samples
    let frames = samples.count / channels
    guard sf_writef_float(file, samples, sf_count_t(frames)) == frames else {
      throw MediaError(path, "cannot be written: \(String(cString: sf_strerror(file)))")
    }
  }

  /// Ends the file and gives it its name.
  ///
  /// - Throws: `MediaError` when the disk is full or fails.
  public func finish() throws(MediaError) {
    let status = sf_close(file)
    file = nil
    guard status == 0 else {
      throw MediaError(path, "cannot be written: \(String(cString: sf_error_number(status)))")
    }
    try working.keep()
  }

  /// libsndfile's number for the kind of file that `path` ends like.
  private static func kind(of path: String) throws(MediaError) -> Int {
    switch fileEnding(of: path) {
    case "flac": return SF_FORMAT_FLAC
    case "wav": return SF_FORMAT_RF64
    case "ogg": return SF_FORMAT_OGG
    default:
      throw MediaError(path, "should end in .flac, .wav or .ogg")
    }
  }

  /// Vorbis has the centre between left and right, and low frequencies last.
  private static func vorbisOrder(_ channels: Int) -> [Int]? {
    switch channels {
    case 3: [0, 2, 1]
    case 5: [0, 2, 1, 3, 4]
    case 6: [0, 2, 1, 4, 5, 3]
    case 7: [0, 2, 1, 5, 6, 4, 3]
    case 8: [0, 2, 1, 6, 7, 4, 5, 3]
    default: nil
    }
  }

  /// Samples, `[frame][channel]`, whose channels are put in the order that `order` gives.
  private func reordered(_ samples: [Float], _ order: [Int]) -> [Float] {
    samples.indices.map { samples[$0 - $0 % channels + order[$0 % channels]] }
  }
}
