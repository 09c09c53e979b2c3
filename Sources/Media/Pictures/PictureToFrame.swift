import CLibAV

/// Turns RGB pictures of one size and depth into the frames that a libav encoder takes.
final class PictureToFrame {
  /// How the encoder wants its colours.
  struct Target {
    let format: AVPixelFormat
    /// One of swscale's `SWS_CS_` matrices.
    let matrix: Int32
    let isFullRange: Bool

    static let png = Target(format: AV_PIX_FMT_RGB24, matrix: SWS_CS_ITU601, isFullRange: true)
    static let deepPNG = Target(format: AV_PIX_FMT_RGB48BE, matrix: SWS_CS_ITU601, isFullRange: true)
    static let jpeg = Target(format: AV_PIX_FMT_YUVJ444P, matrix: SWS_CS_ITU601, isFullRange: true)
    static let clip = Target(format: AV_PIX_FMT_YUV420P, matrix: SWS_CS_ITU709, isFullRange: false)
  }

  /// The frame that `convert` fills.
  let frame: UnsafeMutablePointer<AVFrame>

  private let path: String
  private let scaler: OpaquePointer

  /// - Parameter depth: of the pictures to come.
  init(
    path: String, width: Int, height: Int, depth: BitDepth = .eight, target: Target
  ) throws(MediaError) {
    let source = depth == .eight ? AV_PIX_FMT_RGB24 : AV_PIX_FMT_RGB48LE
    var frame = av_frame_alloc()
    let scaler = sws_alloc_context()
    let settings: [(String, Int)] = [
      ("srcw", width), ("srch", height), ("src_format", Int(source.rawValue)),
      ("dstw", width), ("dsth", height), ("dst_format", Int(target.format.rawValue)),
      (
        "sws_flags",
        Int(SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT | SWS_BITEXACT)
      ),
      // H.264's colour samples sit level with the left of two pixels, and between two lines.
      ("dst_h_chr_pos", target.format == AV_PIX_FMT_YUV420P ? 0 : -513),
      ("dst_v_chr_pos", target.format == AV_PIX_FMT_YUV420P ? 128 : -513),
    ]
    for (name, value) in settings {
      av_opt_set_int(UnsafeMutableRawPointer(scaler), name, Int64(value), 0)
    }
    frame?.pointee.width = Int32(width)
    frame?.pointee.height = Int32(height)
    frame?.pointee.format = target.format.rawValue
    guard sws_init_context(scaler, nil, nil) >= 0, av_frame_get_buffer(frame, 0) >= 0,
      let frameReady = frame, let scalerReady = scaler
    else {
      sws_freeContext(scaler)
      av_frame_free(&frame)
      throw MediaError(path, "cannot be written with \(width) x \(height) pixels")
    }
    if target.format != AV_PIX_FMT_RGB24, target.format != AV_PIX_FMT_RGB48BE {
      sws_setColorspaceDetails(
        scalerReady, sws_getCoefficients(SWS_CS_ITU709), 1, sws_getCoefficients(target.matrix),
        target.isFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
    }
    self.path = path
    self.frame = frameReady
    self.scaler = scalerReady
  }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
    sws_freeContext(scaler)
  }

  /// Fills `frame` with a picture, leaving alone what an encoder still holds of the one before.
  func convert(_ picture: Frame) throws(MediaError) {
    guard av_frame_make_writable(frame) >= 0 else {
      throw MediaError(path, "needs more memory than there is")
    }
    switch picture {
    case .eight(let picture): picture.pixels.withUnsafeBytes(scale)
    case .sixteen(let picture): picture.pixels.withUnsafeBytes(scale)
    }
  }

  /// - Parameter pixels: `[height][width][3]`, as deep as was promised.
  private func scale(_ pixels: UnsafeRawBufferPointer) {
    let height = frame.pointee.height
    let source = [pixels.bindMemory(to: UInt8.self).baseAddress, nil, nil, nil]
    let strides = [Int32(pixels.count) / height, 0, 0, 0]
    frame.withWritablePlanes { planes, planeStrides in
      _ = sws_scale(scaler, source, strides, 0, height, planes, planeStrides)
    }
  }
}
