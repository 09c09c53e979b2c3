import CLibAV

/// Encodes frames of sound or pictures into packets.
final class FrameEncoder {
  /// The encoder's settings.
  let context: UnsafeMutablePointer<AVCodecContext>
  /// The packet that `receive()` filled last.
  let packet: UnsafeMutablePointer<AVPacket>

  private let path: String
  private let complaint: (_ reason: String) -> String

  /// What comes out of an encoder.
  enum Outcome {
    /// A packet, in `packet`.
    case packet
    /// Nothing before it is sent more.
    case wantsMore
    /// Nothing any more.
    case end
  }

  /// Opens an encoder.
  ///
  /// - Parameters:
  ///   - path: the file that errors name.
  ///   - opening: what is wrong when it can't be opened, around libav's words for it.
  ///   - encoding: the same for when it can't encode.
  ///   - configure: sets what it is to do.
  init(
    _ codec: UnsafePointer<AVCodec>?, path: String, opening: (_ reason: String) -> String,
    encoding: @escaping (_ reason: String) -> String,
    configure: (UnsafeMutablePointer<AVCodecContext>) -> Void
  ) throws(MediaError) {
    context = try openCodec(codec, of: path, opening, configure: configure)
    packet = av_packet_alloc()
    self.path = path
    complaint = encoding
  }

  deinit {
    var context: UnsafeMutablePointer<AVCodecContext>? = context
    var packet: UnsafeMutablePointer<AVPacket>? = packet
    avcodec_free_context(&context)
    av_packet_free(&packet)
  }

  /// The stream's description for the container.
  func describe(_ parameters: UnsafeMutablePointer<AVCodecParameters>) {
    avcodec_parameters_from_context(parameters, context)
  }

  /// Hands over the next frame; nil says that there are no more.
  func send(_ frame: UnsafeMutablePointer<AVFrame>?) throws(MediaError) {
    try check(avcodec_send_frame(context, frame), of: path, complaint)
  }

  /// Fills `packet` with the next packet, if there is one.
  func receive() throws(MediaError) -> Outcome {
    let result = avcodec_receive_packet(context, packet)
    if result == shim_AVERROR_EAGAIN { return .wantsMore }
    if result == shim_AVERROR_EOF { return .end }
    try check(result, of: path, complaint)
    return .packet
  }
}
