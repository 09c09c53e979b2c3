import CLibAV

/// Turns libav's video frames, whatever their pixel format, into 8-bit RGB pictures.
///
/// What is transparent shows black behind it; what is brighter than a plain screen can show is toned down.
final class FrameToPicture {
  /// How colours are meant when the frame itself doesn't say.
  enum Convention {
    /// PNG and JPEG: full range, bt601.
    case still
    /// Limited range, bt709 for high definition (720 lines and more), bt601 below.
    case video
  }

  private let path: String
  private let convention: Convention
  private let scaler: FrameScaler
  private let toneMapping: ToneMapping
  /// What comes before the last conversion, where one isn't enough.
  private let blending: FrameScaler

  init(path: String, convention: Convention) {
    self.path = path
    self.convention = convention
    scaler = FrameScaler(path: path)
    blending = FrameScaler(path: path)
    toneMapping = ToneMapping(path: path)
  }

  /// The frame as a picture, scaled to `width` and `height` if it has another size.
  func convert(
    _ frame: UnsafeMutablePointer<AVFrame>, width: Int, height: Int
  ) throws(MediaError) -> Picture {
    let source = layout(of: frame)
    if source.mayBeTransparent {
      let opaque = try OwnedFrame(width: source.width, height: source.height, format: AV_PIX_FMT_RGBA, path)
      var target = FrameScaler.Layout(width: source.width, height: source.height, format: AV_PIX_FMT_RGBA)
      try blending.scale(frame, source, into: opaque.frame, target)
      opaque.frame.blendOverBlack()
      target.format = AV_PIX_FMT_RGB0
      return try picture(of: opaque.frame, target, width: width, height: height)
    }
    if ToneMapping.isNeeded(by: frame) {
      let deep = try OwnedFrame(width: width, height: height, format: ToneMapping.format, path)
      let target = FrameScaler.Layout(width: width, height: height, format: ToneMapping.format)
      try blending.scale(frame, source, into: deep.frame, target)
      let plain = try toneMapping.apply(to: deep.frame, like: frame)
      let plainLayout = FrameScaler.Layout(
        width: width, height: height, format: AVPixelFormat(plain.pointee.format))
      return try picture(of: plain, plainLayout, width: width, height: height)
    }
    return try picture(of: frame, source, width: width, height: height)
  }

  private func picture(
    of frame: UnsafeMutablePointer<AVFrame>, _ source: FrameScaler.Layout, width: Int, height: Int
  ) throws(MediaError) -> Picture {
    let target = FrameScaler.Layout(width: width, height: height, format: AV_PIX_FMT_RGB24)
    var pixels = [UInt8](repeating: 0, count: 3 * width * height)
    try pixels.withUnsafeMutableBufferPointer { (buffer) throws(MediaError) in
      try scaler.scale(
        frame, source, into: [buffer.baseAddress, nil, nil, nil], [Int32(3 * width), 0, 0, 0], target)
    }
    return Picture(width: width, height: height, pixels: pixels)
  }

  private func layout(of frame: UnsafeMutablePointer<AVFrame>) -> FrameScaler.Layout {
    var layout = FrameScaler.Layout(
      width: Int(frame.pointee.width), height: Int(frame.pointee.height),
      format: AVPixelFormat(frame.pointee.format))
    guard !layout.isRGB else { return layout }
    layout.matrix = matrix(of: frame)
    layout.isFullRange = isFullRange(frame)
    if convention == .video { layout.chromaPosition = chromaPosition(of: frame) }
    return layout
  }

  private func matrix(of frame: UnsafeMutablePointer<AVFrame>) -> Int32 {
    guard convention == .video else { return SWS_CS_ITU601 }
    switch frame.pointee.colorspace {
    case AVCOL_SPC_BT709: return SWS_CS_ITU709
    case AVCOL_SPC_BT470BG, AVCOL_SPC_SMPTE170M: return SWS_CS_ITU601
    case AVCOL_SPC_SMPTE240M: return SWS_CS_SMPTE240M
    case AVCOL_SPC_BT2020_NCL, AVCOL_SPC_BT2020_CL: return SWS_CS_BT2020
    case AVCOL_SPC_FCC: return SWS_CS_FCC
    default: return frame.pointee.height >= 720 ? SWS_CS_ITU709 : SWS_CS_ITU601
    }
  }

  private func isFullRange(_ frame: UnsafeMutablePointer<AVFrame>) -> Bool {
    let fullRangeFormats = [
      AV_PIX_FMT_YUVJ420P, AV_PIX_FMT_YUVJ411P, AV_PIX_FMT_YUVJ422P, AV_PIX_FMT_YUVJ440P,
      AV_PIX_FMT_YUVJ444P,
    ]
    let format = AVPixelFormat(frame.pointee.format)
    if frame.pointee.color_range == AVCOL_RANGE_JPEG || fullRangeFormats.contains(format) { return true }
    // Of pictures only WebP has a limited range, in these formats.
    return convention == .still && format != AV_PIX_FMT_YUV420P && format != AV_PIX_FMT_YUVA420P
  }

  /// Only 4:2:0 has several habits; H.264's and MPEG-2's colour samples sit level with the left of two pixels, and
  /// between two lines.
  private func chromaPosition(of frame: UnsafeMutablePointer<AVFrame>) -> SIMD2<Int> {
    let description = av_pix_fmt_desc_get(AVPixelFormat(frame.pointee.format))?.pointee
    guard description?.log2_chroma_w == 1, description?.log2_chroma_h == 1 else { return [-513, -513] }
    return switch frame.pointee.chroma_location {
    case AVCHROMA_LOC_CENTER: [128, 128]
    case AVCHROMA_LOC_TOPLEFT: [0, 0]
    case AVCHROMA_LOC_TOP: [128, 0]
    case AVCHROMA_LOC_BOTTOMLEFT: [0, 256]
    case AVCHROMA_LOC_BOTTOM: [128, 256]
    default: [0, 128]
    }
  }
}

extension FrameScaler.Layout {
  private var flags: UInt64 { av_pix_fmt_desc_get(format)?.pointee.flags ?? 0 }
  fileprivate var isRGB: Bool { flags & UInt64(AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL) != 0 }
  fileprivate var mayBeTransparent: Bool { flags & UInt64(AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL) != 0 }
}

extension UnsafeMutablePointer<AVFrame> {
  /// The frame's planes and strides, as swscale takes a source.
  func withPlanes(_ body: (UnsafePointer<UnsafePointer<UInt8>?>, UnsafePointer<Int32>) -> Void) {
    withUnsafePointer(to: &pointee.data) { data in
      withUnsafePointer(to: &pointee.linesize) { strides in
        body(
          UnsafeRawPointer(data).assumingMemoryBound(to: UnsafePointer<UInt8>?.self),
          UnsafeRawPointer(strides).assumingMemoryBound(to: Int32.self))
      }
    }
  }

  /// The frame's planes and strides, as swscale takes a target.
  func withWritablePlanes<Failure: Error>(
    _ body: (UnsafePointer<UnsafeMutablePointer<UInt8>?>, UnsafePointer<Int32>) throws(Failure) -> Void
  ) throws(Failure) {
    try withUnsafePointer(to: &pointee.data) { (data) throws(Failure) in
      try withUnsafePointer(to: &pointee.linesize) { (strides) throws(Failure) in
        try body(
          UnsafeRawPointer(data).assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self),
          UnsafeRawPointer(strides).assumingMemoryBound(to: Int32.self))
      }
    }
  }

  /// RGBA in front of black: c · α / 255, rounded.
  fileprivate func blendOverBlack() {
    guard let pixels = pointee.data.0 else { return }
    for row in 0..<Int(pointee.height) {
      let line = pixels + row * Int(pointee.linesize.0)
      for pixel in 0..<Int(pointee.width) where line[4 * pixel + 3] != 255 {
        let alpha = Int(line[4 * pixel + 3])
        for channel in 4 * pixel..<4 * pixel + 3 {
          line[channel] = UInt8((Int(line[channel]) * alpha + 127) / 255)
        }
      }
    }
  }
}
