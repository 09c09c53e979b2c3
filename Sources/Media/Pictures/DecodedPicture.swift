import CLibAV
import Foundation

/// The picture of a PNG or JPEG file as libav decodes it, not yet turned into RGB of one depth.
final class DecodedPicture {
  private let path: String
  private var packet = av_packet_alloc()
  private var context: UnsafeMutablePointer<AVCodecContext>?
  private var frame = av_frame_alloc()

  /// - Throws: `MediaError` when the file is missing, a folder, empty, unreadable, another kind, or damaged.
  init(contentsOf path: String) throws(MediaError) {
    quietLibAV()
    self.path = path
    try requireReadable(path, as: "a picture")
    try Self.load(path, into: packet!)
    context = avcodec_alloc_context3(avcodec_find_decoder(try kind()))
    context?.pointee.thread_count = 1
    guard avcodec_open2(context, nil, nil) >= 0, avcodec_send_packet(context, packet) >= 0,
      avcodec_send_packet(context, nil) >= 0, avcodec_receive_frame(context, frame) >= 0
    else { throw MediaError(path, "is damaged: its picture cannot be decoded") }
  }

  deinit {
    av_packet_free(&packet)
    avcodec_free_context(&context)
    av_frame_free(&frame)
  }

  /// In 8 bits, and upright.
  func picture() throws(MediaError) -> Picture {
    let frame = frame!
    return try FrameToPicture(path: path, convention: .still)
      .convert(frame, width: Int(frame.pointee.width), height: Int(frame.pointee.height))
      .turned(Orientation(of: frame))
  }

  /// In 16 bits; nil unless the file has that many. What is transparent shows black behind it: c · α / 65535, rounded.
  func deepPicture() -> DeepPicture? {
    let frame = frame!.pointee
    let channels: Int
    switch AVPixelFormat(frame.format) {
    case AV_PIX_FMT_GRAY16BE: channels = 1
    case AV_PIX_FMT_YA16BE: channels = 2
    case AV_PIX_FMT_RGB48BE: channels = 3
    case AV_PIX_FMT_RGBA64BE: channels = 4
    default: return nil
    }
    guard let bytes = UnsafeRawPointer(frame.data.0) else { return nil }
    let (width, height) = (Int(frame.width), Int(frame.height))
    let isGrey = channels < 3
    let isTransparent = channels.isMultiple(of: 2)
    let pixels = [UInt16](unsafeUninitializedCapacity: 3 * width * height) { pixels, count in
      for y in 0..<height {
        let row = bytes + y * Int(frame.linesize.0)
        for x in 0..<width {
          func value(_ channel: Int) -> UInt32 {
            UInt32(UInt16(bigEndian: (row + 2 * (x * channels + channel)).loadUnaligned(as: UInt16.self)))
          }
          let alpha = isTransparent ? value(channels - 1) : 65_535
          for channel in 0..<3 {
            let shown = (value(isGrey ? 0 : channel) * alpha + 32_767) / 65_535
            pixels[3 * (y * width + x) + channel] = UInt16(shown)
          }
        }
      }
      count = 3 * width * height
    }
    return DeepPicture(width: width, height: height, pixels: pixels)
  }

  /// PNG or JPEG, by how the file begins.
  private func kind() throws(MediaError) -> AVCodecID {
    let head = UnsafeBufferPointer(start: packet!.pointee.data, count: min(8, Int(packet!.pointee.size)))
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) { return AV_CODEC_ID_PNG }
    if head.starts(with: [0xFF, 0xD8, 0xFF]) { return AV_CODEC_ID_MJPEG }
    throw MediaError(path, "is not a PNG or JPEG picture")
  }

  /// Reads the whole file into `packet`, which a decoder wants padded.
  private static func load(_ path: String, into packet: UnsafeMutablePointer<AVPacket>) throws(MediaError) {
    guard let file = fopen(path, "rb") else {
      throw MediaError(path, "cannot be opened: \(systemReason())")
    }
    defer { fclose(file) }
    fseek(file, 0, SEEK_END)
    let length = ftell(file)
    rewind(file)
    guard length > 0, length < 1 << 30, av_new_packet(packet, Int32(length)) >= 0,
      fread(packet.pointee.data, 1, length, file) == length
    else { throw MediaError(path, "cannot be read whole") }
  }
}
