import CLibAV

/// Encodes pictures as H.264 (x264), 4:2:0, bt709, limited range, constant frame rate.
final class VideoEncoder {
  /// The packet that `nextPacket()` filled last.
  var packet: UnsafeMutablePointer<AVPacket> { encoder.packet }
  /// One frame, in seconds: the unit of the packets' times.
  let timeBase: AVRational

  private let encoder: FrameEncoder
  private let path: String
  private let size: PictureSize
  /// One for each depth that came.
  private var converters: [BitDepth: PictureToFrame] = [:]
  private var frameIndex = 0

  /// x264's bytes depend on its number of threads, so it follows the picture's rows of macroblocks, never the machine.
  private static func threads(forHeight height: Int) -> Int32 {
    let macroblockRows = (height + 15) / 16
    return Int32(min(max(macroblockRows / 4, 1), 4))
  }

  /// Which of the processor's instructions x264 may use; nil is all of them.
  ///
  /// Its macroblock tree for AVX-512 (in x264 164) reads memory that was never written, unless the picture's width is a multiple
  /// of 128: bytes would differ from run to run. With AVX2 they don't, and are the same as with AVX-512 where those are sound.
  private static let instructions: String? =
    av_get_cpu_flags() & AV_CPU_FLAG_AVX512 != 0 ? "AVX2,BMI2,FMA3" : nil

  /// Frames from one keyframe to the next, at most a second apart: players and editors can only jump to keyframes.
  private static func keyframeDistance(at frameRate: FrameRate) -> Int32 {
    Int32(max(1, frameRate.framesPerSecond.rounded(.down)))
  }

  private static let settings = [("preset", "medium"), ("crf", "18")]

  init(path: String, width: Int, height: Int, frameRate: FrameRate) throws(MediaError) {
    guard let codec = avcodec_find_encoder_by_name("libx264") else {
      throw MediaError(path, "cannot be written: this libavcodec has no libx264")
    }
    (self.path, size) = (path, PictureSize(width: width, height: height))
    let timeBase = AVRational(num: Int32(frameRate.denominator), den: Int32(frameRate.numerator))
    self.timeBase = timeBase
    encoder = try FrameEncoder(
      codec, path: path, opening: { "cannot be written with \(width) x \(height) pixels (\($0))" },
      encoding: { "cannot be encoded: \($0)" }
    ) { context in
      context.pointee.width = Int32(width)
      context.pointee.height = Int32(height)
      context.pointee.time_base = timeBase
      context.pointee.framerate = av_inv_q(timeBase)
      context.pointee.gop_size = Self.keyframeDistance(at: frameRate)
      context.pointee.sample_aspect_ratio = AVRational(num: 1, den: 1)
      context.pointee.thread_count = Self.threads(forHeight: height)
      context.pointee.thread_type = FF_THREAD_FRAME
      context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER | AV_CODEC_FLAG_BITEXACT
      Self.tagColours(of: context)
      for (name, value) in Self.settings { av_opt_set(context.pointee.priv_data, name, value, 0) }
      if let instructions = Self.instructions {
        av_opt_set(context.pointee.priv_data, "x264-params", "asm=" + instructions, 0)
      }
    }
  }

  /// The stream's description for the container.
  func describe(_ parameters: UnsafeMutablePointer<AVCodecParameters>) {
    encoder.describe(parameters)
  }

  /// Hands over the next picture; it comes out as a packet some pictures later.
  func append(_ picture: Frame) throws(MediaError) {
    let converter = try converter(for: picture.depth)
    try converter.convert(picture)
    converter.frame.pointee.pts = Int64(frameIndex)
    frameIndex += 1
    try encoder.send(converter.frame)
  }

  private func converter(for depth: BitDepth) throws(MediaError) -> PictureToFrame {
    if let converter = converters[depth] { return converter }
    let converter = try PictureToFrame(
      path: path, width: size.width, height: size.height, depth: depth, target: .clip)
    converters[depth] = converter
    return converter
  }

  /// Says that there are no more pictures.
  func end() throws(MediaError) { try encoder.send(nil) }

  /// Fills `packet` with the next encoded picture.
  ///
  /// - Returns: false when the encoder wants more pictures first, or after `end()` has no more.
  func nextPacket() throws(MediaError) -> Bool {
    guard try encoder.receive() == .packet else { return false }
    packet.pointee.duration = 1
    return true
  }

  private static func tagColours(of context: UnsafeMutablePointer<AVCodecContext>) {
    context.pointee.pix_fmt = AV_PIX_FMT_YUV420P
    context.pointee.color_range = AVCOL_RANGE_MPEG
    context.pointee.colorspace = AVCOL_SPC_BT709
    context.pointee.color_primaries = AVCOL_PRI_BT709
    context.pointee.color_trc = AVCOL_TRC_BT709
    context.pointee.chroma_sample_location = AVCHROMA_LOC_LEFT
  }
}
