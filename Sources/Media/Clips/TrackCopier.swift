import CLibAV

/// Takes a song's packets over unchanged, shifted in time so that its first audible sample plays at 0.
final class TrackCopier: TrackSource {
  let timeBase: AVRational
  let tags: SongTags
  var packet: UnsafeMutablePointer<AVPacket> { input.packet }

  private let input: LibAVInput
  /// The stream's time that becomes the clip's 0, in units of `timeBase`.
  private let origin: Int64
  /// The earliest time the container can note down, in units of `timeBase`.
  private let earliest: Int64
  /// The clip's length, in units of `timeBase`.
  private let end: Int64
  /// Samples before `origin`, which players leave out.
  private let padding: Int32
  /// Whether `packet` was read ahead, to learn when it plays.
  private var isReadAhead = true
  /// When a packet without a time of its own plays: after the one before.
  private var next: Int64 = 0
  private var isAtEnd = false

  /// - Parameter clipDuration: the clip's length in seconds; what would start after it is left out.
  /// - Returns: nil when `container` doesn't take the song's kind of sound, or libav doesn't read it.
  init?(songPath: String, container: ClipContainer, clipDuration: Double) {
    guard let input = try? LibAVInput(path: songPath, kind: AVMEDIA_TYPE_AUDIO),
      container.takes(input.stream.pointee.codecpar.pointee),
      let decoder = try? LibAVDecoder(path: songPath), input.readPacket(),
      input.packet.pointee.pts != shim_AV_NOPTS_VALUE
    else { return nil }
    self.input = input
    tags = decoder.tags
    timeBase = decoder.timeBase
    end = Int64((clipDuration / av_q2d(timeBase)).rounded())
    let delay = max(0, decoder.firstTimestamp &- input.packet.pointee.pts)
    padding = Int32(clamping: decoder.frames(for: delay))
    // Matroska's times are never negative; it counts Opus's from the start of the encoder's delay.
    let countsDelay =
      container == .matroska && input.stream.pointee.codecpar.pointee.codec_id == AV_CODEC_ID_OPUS
    origin = decoder.firstTimestamp - (countsDelay ? delay : 0)
    earliest = container == .matroska ? 0 : .min
  }

  func describe(_ parameters: UnsafeMutablePointer<AVCodecParameters>) {
    avcodec_parameters_copy(parameters, input.stream.pointee.codecpar)
    parameters.pointee.initial_padding = padding
  }

  func nextPacket() throws(MediaError) -> Bool {
    guard !isAtEnd, isReadAhead || input.readPacket() else { return false }
    isReadAhead = false
    let time = packet.pointee.pts == shim_AV_NOPTS_VALUE ? next : packet.pointee.pts &- origin
    guard time < end else {
      isAtEnd = true
      return false
    }
    packet.pointee.pts = max(earliest, time)
    packet.pointee.dts = packet.pointee.pts
    packet.pointee.duration = min(packet.pointee.duration, end &- time)
    next = time &+ packet.pointee.duration
    return true
  }
}
