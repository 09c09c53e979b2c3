import CLibAV

/// Turns libav's video frames, whatever their pixel format, into 8-bit RGB pictures.
///
/// What is transparent shows black behind it.
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
  private var scaler: OpaquePointer?

  init(path: String, convention: Convention) {
    self.path = path
    self.convention = convention
  }

  deinit { sws_freeContext(scaler) }

  /// The frame as a picture, scaled to `width` and `height` if it has another size.
  func convert(
    _ frame: UnsafeMutablePointer<AVFrame>, width: Int, height: Int
  ) throws(MediaError) -> Picture {
    let format = AVPixelFormat(frame.pointee.format)
    let flags = av_pix_fmt_desc_get(format)?.pointee.flags ?? 0
    let mayBeTransparent = flags & UInt64(AV_PIX_FMT_FLAG_ALPHA | AV_PIX_FMT_FLAG_PAL) != 0
    let target = mayBeTransparent ? AV_PIX_FMT_RGBA : AV_PIX_FMT_RGB24
    scaler = sws_getCachedContext(
      scaler, frame.pointee.width, frame.pointee.height, format, Int32(width), Int32(height), target,
      SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_BITEXACT, nil, nil, nil)
    guard scaler != nil else {
      throw MediaError(path, "holds pixels of a kind that cannot be read")
    }
    // Refused by libav where there is nothing to set (RGB to RGB).
    _ = sws_setColorspaceDetails(
      scaler, sws_getCoefficients(matrix(of: frame)), isFullRange(frame) ? 1 : 0,
      sws_getCoefficients(SWS_CS_ITU709), 1, 0, 1 << 16, 1 << 16)
    let samplesPerPixel = mayBeTransparent ? 4 : 3
    let pixels = [UInt8](unsafeUninitializedCapacity: samplesPerPixel * width * height) { buffer, count in
      var planes = [buffer.baseAddress, nil, nil, nil]
      let strides = [Int32(samplesPerPixel * width), 0, 0, 0]
      frame.withPlanes { source, sourceStrides in
        _ = sws_scale(scaler, source, sourceStrides, 0, frame.pointee.height, &planes, strides)
      }
      count = samplesPerPixel * width * height
    }
    return Picture(
      width: width, height: height, pixels: mayBeTransparent ? Self.overBlack(pixels) : pixels)
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
    return convention == .still || frame.pointee.color_range == AVCOL_RANGE_JPEG
      || fullRangeFormats.contains(AVPixelFormat(frame.pointee.format))
  }

  /// RGBA to RGB, in front of black: c · α / 255, rounded.
  ///
  /// - Parameter pixels: `[height][width][4]`.
  /// - Returns: `[height][width][3]`.
  private static func overBlack(_ pixels: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: pixels.count / 4 * 3) { buffer, count in
      count = pixels.count / 4 * 3
      for pixel in 0..<pixels.count / 4 {
        let alpha = Int(pixels[4 * pixel + 3])
        for channel in 0..<3 {
          buffer[3 * pixel + channel] = UInt8((Int(pixels[4 * pixel + channel]) * alpha + 127) / 255)
        }
      }
    }
  }
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
  func withWritablePlanes(
    _ body: (UnsafePointer<UnsafeMutablePointer<UInt8>?>, UnsafePointer<Int32>) -> Void
  ) {
    withUnsafePointer(to: &pointee.data) { data in
      withUnsafePointer(to: &pointee.linesize) { strides in
        body(
          UnsafeRawPointer(data).assumingMemoryBound(to: UnsafeMutablePointer<UInt8>?.self),
          UnsafeRawPointer(strides).assumingMemoryBound(to: Int32.self))
      }
    }
  }
}
