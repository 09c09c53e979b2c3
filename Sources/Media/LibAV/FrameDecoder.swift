import CLibAV

/// Decodes one stream of a file frame by frame, passing over pieces that can't be decoded.
final class FrameDecoder {
  let input: LibAVInput
  /// The frame that `next()` decoded last.
  let frame: UnsafeMutablePointer<AVFrame>
  /// Pieces of the file that the decoder refused.
  private(set) var badPackets = 0
  /// Pieces of the file that went into the decoder.
  private(set) var goodPackets = 0

  private let codec: UnsafeMutablePointer<AVCodecContext>

  /// Opens the decoder of the input's stream; one thread, so that its work shares the machine fairly.
  init(_ input: LibAVInput) throws(MediaError) {
    codec = try openCodec(input.codec, of: input.path, { "cannot be decoded (\($0))" }) { context in
      avcodec_parameters_to_context(context, input.stream.pointee.codecpar)
      // Without it the decoder can't leave out the encoder's delay.
      context.pointee.pkt_timebase = input.stream.pointee.time_base
      context.pointee.thread_count = 1
      // Otherwise H.264's decoder ends early where the first frames lack what they refer to.
      context.pointee.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT
    }
    self.input = input
    frame = av_frame_alloc()
  }

  deinit {
    var codec: UnsafeMutablePointer<AVCodecContext>? = codec
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    avcodec_free_context(&codec)
    av_frame_free(&frame)
  }

  /// Decodes the next frame of the input's stream into `frame`.
  ///
  /// - Returns: false at the end.
  func next() throws(MediaError) -> Bool {
    try next { [input] in input.readPacket() ? input.packet : nil }
  }

  /// Decodes the next frame of the packets that `readPacket` gives, nil after the last, into `frame`.
  ///
  /// - Returns: false at the end.
  func next(
    _ readPacket: () throws(MediaError) -> UnsafeMutablePointer<AVPacket>?
  ) throws(MediaError) -> Bool {
    while true {
      let result = avcodec_receive_frame(codec, frame)
      if result >= 0 { return true }
      if result == shim_AVERROR_EOF { return false }
      if result == shim_AVERROR_EAGAIN {
        let sent = avcodec_send_packet(codec, try readPacket())
        if sent >= 0 { goodPackets += 1 } else if sent != shim_AVERROR_EOF { badPackets += 1 }
      } else if result == shim_AVERROR_ENOMEM {
        throw MediaError(input.path, "cannot be decoded: \(libavReason(result))")
      } else {
        badPackets += 1
      }
    }
  }

  /// Forgets what was decoded: the packets to come begin at a keyframe.
  func restart() { avcodec_flush_buffers(codec) }

  /// - Throws: `MediaError` when more of the file couldn't be decoded so far than could.
  func checkQuality() throws(MediaError) {
    try Self.check(bad: badPackets, good: goodPackets, of: input.path)
  }

  /// - Throws: `MediaError` when more pieces of a file are bad than good.
  static func check(bad: Int, good: Int, of path: String) throws(MediaError) {
    guard bad > good else { return }
    throw MediaError(path, "is damaged: \(bad) of its \(bad + good) pieces cannot be decoded")
  }
}
