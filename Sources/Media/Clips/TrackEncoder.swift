import CLibAV

/// Decodes a song, or an excerpt of it, and encodes it anew: AAC in MP4, FLAC in Matroska.
final class TrackEncoder: TrackSource {
  let timeBase: AVRational
  let tags: SongTags
  var packet: UnsafeMutablePointer<AVPacket> { encoder.packet }

  private let song: Song
  private let encoder: FrameEncoder
  private let resampler: TrackResampler
  /// Song frames still to be fed.
  private var framesLeft: Int
  /// Frames that the clip takes, at the track's rate, and how many the encoder has.
  private let (wanted, frameSize, slack): (Int, Int, Int)
  private var sent = 0
  private var songIsOver = false

  /// - Parameters:
  ///   - start: where the excerpt begins, in seconds.
  ///   - duration: how much of the song to take, in seconds; nil to its end.
  ///   - clipDuration: the clip's length in seconds; the track doesn't outlast it.
  ///   - slack: how much earlier the track may end, in seconds; silence fills up what is more.
  init(
    songPath: String, container: ClipContainer, start: Double, duration: Double?, clipDuration: Double,
    slack: Double
  ) throws(MediaError) {
    let song = try Song(path: songPath)
    try Self.skip(song.frame(at: start), of: song)
    let coding = Coding(of: song, in: container)
    let complaint = { (reason: String) in "cannot be encoded as the clip's track (\(reason))" }
    encoder = try FrameEncoder(
      avcodec_find_encoder(coding.codec), path: songPath, opening: complaint, encoding: complaint
    ) { context in
      av_channel_layout_default(&context.pointee.ch_layout, Int32(song.channels))
      context.pointee.sample_rate = Int32(coding.sampleRate)
      context.pointee.sample_fmt = coding.sampleFormat
      context.pointee.bits_per_raw_sample = Int32(coding.bits)
      context.pointee.bit_rate = Int64(coding.bitRate)
      context.pointee.time_base = AVRational(num: 1, den: Int32(coding.sampleRate))
      context.pointee.thread_count = 1
      context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT
    }
    self.song = song
    tags = song.tags
    timeBase = encoder.context.pointee.time_base
    wanted = Int((clipDuration * Double(coding.sampleRate)).rounded())
    self.slack = Int(slack * Double(coding.sampleRate))
    frameSize = Int(encoder.context.pointee.frame_size)
    framesLeft = duration.map(song.frame(at:)) ?? .max
    resampler = try TrackResampler(song: song, encoder: encoder.context)
  }

  func describe(_ parameters: UnsafeMutablePointer<AVCodecParameters>) {
    encoder.describe(parameters)
  }

  func nextPacket() throws(MediaError) -> Bool {
    while true {
      switch try encoder.receive() {
      case .packet: return true
      case .end: return false
      case .wantsMore: try feedEncoder()
      }
    }
  }

  /// Sends the encoder its next frame, or the end.
  private func feedEncoder() throws(MediaError) {
    while resampler.buffered < frameSize, !songIsOver { try feedResampler() }
    let count = min(frameSize, resampler.buffered, wanted - sent)
    guard count > 0 else { return try encoder.send(nil) }
    let frame = try resampler.take(count)
    frame.pointee.pts = Int64(sent)
    sent += count
    try encoder.send(frame)
  }

  private func feedResampler() throws(MediaError) {
    var samples = framesLeft > 0 ? try song.read(upTo: min(framesLeft, 4096)) : []
    framesLeft -= samples.count / song.channels
    if samples.isEmpty, sent + resampler.buffered + slack < wanted {
      samples = [Float](repeating: 0, count: 256 * song.channels)
    }
    songIsOver = samples.isEmpty
    if songIsOver { try resampler.end() } else { try resampler.append(samples) }
  }

  /// - Throws: `MediaError` when the song ends before.
  private static func skip(_ frames: Int, of song: Song) throws(MediaError) {
    var left = frames
    while left > 0 {
      let count = try song.read(upTo: min(left, 65_536)).count / song.channels
      guard count > 0 else {
        throw MediaError(song.path, "ends before the moment where the clip should start")
      }
      left -= count
    }
  }
}

extension TrackEncoder {
  /// How a song is encoded for a container.
  struct Coding {
    let codec: AVCodecID
    let sampleRate: Int
    let sampleFormat: AVSampleFormat
    /// Bits of a sample that mean something; 0 for AAC, which has none.
    let bits: Int
    /// Bits a second; 0 for FLAC, which takes what it needs.
    let bitRate: Int

    init(of song: Song, in container: ClipContainer) {
      if container == .matroska {
        let bits = song.losslessBits ?? 16
        codec = AV_CODEC_ID_FLAC
        sampleRate = song.sampleRate
        sampleFormat = bits == 16 ? AV_SAMPLE_FMT_S16 : AV_SAMPLE_FMT_S32
        self.bits = bits
        bitRate = 0
      } else {
        codec = AV_CODEC_ID_AAC
        sampleRate = Self.commonRate(for: song.sampleRate)
        sampleFormat = AV_SAMPLE_FMT_FLTP
        bits = 0
        bitRate = max(256_000, 128_000 * song.channels)
      }
    }

    /// The rate that every player takes and that needs the least resampling.
    static func commonRate(for sampleRate: Int) -> Int {
      if [32_000, 44_100, 48_000].contains(sampleRate) { return sampleRate }
      return sampleRate % 11_025 == 0 ? 44_100 : 48_000
    }
  }
}
