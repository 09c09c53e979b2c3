import CLibAV

/// Encodes pictures of one size and depth as the bytes of PNG or JPEG files.
final class PictureEncoder {
  /// A kind of file.
  enum Kind {
    /// Without loss, as quickly as may be: each value minus the one above, packed at level 1. At 512x288, dreams take 7 ms and
    /// 0.3 MB so, at the usual level twice as long for a twentieth less.
    case fastPNG
    /// Without loss, packed as usual.
    case png
    /// At the best quality but one (quantiser 2), with colour at full resolution; 8 bits only.
    case jpeg

    /// By a path's ending.
    init(path: String) throws(MediaError) {
      switch fileEnding(of: path) {
      case "png": self = .png
      case "jpg", "jpeg": self = .jpeg
      default: throw MediaError(path, "should end in .png, .jpg or .jpeg")
      }
    }
  }

  private let complaint: String
  private let converter: PictureToFrame
  private let encoder: FrameEncoder

  /// - Parameter path: the file or folder that errors name.
  init(_ kind: Kind, path: String, size: PictureSize, depth: BitDepth) throws(MediaError) {
    let complaint = "cannot be written with \(size.width) x \(size.height) pixels"
    let target: PictureToFrame.Target =
      switch (kind, depth) {
      case (.jpeg, _): .jpeg
      case (_, .eight): .png
      case (_, .sixteen): .deepPNG
      }
    converter = try PictureToFrame(
      path: path, width: size.width, height: size.height, depth: depth, target: target)
    converter.frame.pointee.quality = 2 * FF_QP2LAMBDA
    encoder = try FrameEncoder(
      avcodec_find_encoder(kind == .jpeg ? AV_CODEC_ID_MJPEG : AV_CODEC_ID_PNG), path: path,
      opening: { _ in complaint }, encoding: { _ in complaint }
    ) { context in
      context.pointee.width = Int32(size.width)
      context.pointee.height = Int32(size.height)
      context.pointee.pix_fmt = target.format
      context.pointee.color_range = AVCOL_RANGE_JPEG
      context.pointee.time_base = AVRational(num: 1, den: 1)
      context.pointee.thread_count = 1
      context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
      if kind == .jpeg {
        context.pointee.flags |= AV_CODEC_FLAG_QSCALE
        context.pointee.global_quality = 2 * FF_QP2LAMBDA
      } else if kind == .fastPNG {
        context.pointee.compression_level = 1
        av_opt_set(context.pointee.priv_data, "pred", "up", 0)
      }
    }
    self.complaint = complaint
  }

  /// A whole file, to be written to `path`.
  func encode(_ frame: Frame, for path: String) throws(MediaError) -> [UInt8] {
    try converter.convert(frame)
    try encoder.send(converter.frame)
    guard try encoder.receive() == .packet else { throw MediaError(path, complaint) }
    let packet = encoder.packet.pointee
    return Array(UnsafeBufferPointer(start: packet.data, count: Int(packet.size)))
  }
}
