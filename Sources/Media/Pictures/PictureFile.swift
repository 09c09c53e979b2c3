import CLibAV
import Foundation

extension Picture {
  /// Reads a PNG or JPEG, told apart by content.
  ///
  /// Any bit depth, grey and palettes become 8-bit RGB; what is transparent shows black behind it; a photo that
  /// says how the camera was held is turned upright.
  ///
  /// - Throws: `MediaError` when the file is missing, a folder, empty, unreadable, another kind, or damaged.
  public init(contentsOf path: String) throws(MediaError) {
    quietLibAV()
    try requireReadable(path, as: "a picture")
    var packet = av_packet_alloc()
    defer { av_packet_free(&packet) }
    try Self.load(path, into: packet!)
    let head = UnsafeBufferPointer(start: packet!.pointee.data, count: min(8, Int(packet!.pointee.size)))
    let kind: AVCodecID
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      kind = AV_CODEC_ID_PNG
    } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      kind = AV_CODEC_ID_MJPEG
    } else {
      throw MediaError(path, "is not a PNG or JPEG picture")
    }
    var context = avcodec_alloc_context3(avcodec_find_decoder(kind))
    defer { avcodec_free_context(&context) }
    context?.pointee.thread_count = 1
    var frame = av_frame_alloc()
    defer { av_frame_free(&frame) }
    guard avcodec_open2(context, nil, nil) >= 0, avcodec_send_packet(context, packet) >= 0,
      avcodec_send_packet(context, nil) >= 0, avcodec_receive_frame(context, frame) >= 0, let frame
    else { throw MediaError(path, "is damaged: its picture cannot be decoded") }
    self = try FrameToPicture(path: path, convention: .still)
      .convert(frame, width: Int(frame.pointee.width), height: Int(frame.pointee.height))
      .turned(Orientation(of: frame))
  }

  /// Writes a PNG or JPEG, by the path's ending: .png, .jpg or .jpeg. The file appears whole or not at all.
  ///
  /// JPEG is written at its best quality but one (quantiser 2), with colour at full resolution.
  ///
  /// - Throws: `MediaError` for another ending, and when the file can't be written.
  public func write(to path: String) throws(MediaError) {
    quietLibAV()
    try writeWhole(try encoded(as: try Self.codec(for: path), for: path), to: path)
  }

  /// Makes sure, before minutes of dreaming, that a picture can be written at `path`.
  ///
  /// - Throws: `MediaError` for an ending that is no picture's, or a target that can't be written.
  public static func checkTarget(_ path: String) throws(MediaError) {
    _ = try codec(for: path)
    try WorkingFile.checkTarget(path)
  }

  private static func codec(for path: String) throws(MediaError) -> AVCodecID {
    switch fileEnding(of: path) {
    case "png": AV_CODEC_ID_PNG
    case "jpg", "jpeg": AV_CODEC_ID_MJPEG
    default: throw MediaError(path, "should end in .png, .jpg or .jpeg")
    }
  }

  private func encoded(as kind: AVCodecID, for path: String) throws(MediaError) -> [UInt8] {
    let isPNG = kind == AV_CODEC_ID_PNG
    let target: PictureToFrame.Target = isPNG ? .png : .jpeg
    let converter = try PictureToFrame(path: path, width: width, height: height, target: target)
    let complaint = "cannot be written with \(width) x \(height) pixels"
    let encoder = try FrameEncoder(
      avcodec_find_encoder(kind), path: path, opening: { _ in complaint }, encoding: { _ in complaint }
    ) { context in
      context.pointee.width = Int32(width)
      context.pointee.height = Int32(height)
      context.pointee.pix_fmt = target.format
      context.pointee.color_range = AVCOL_RANGE_JPEG
      context.pointee.time_base = AVRational(num: 1, den: 1)
      context.pointee.thread_count = 1
      context.pointee.flags |= AV_CODEC_FLAG_BITEXACT
      if !isPNG {
        context.pointee.flags |= AV_CODEC_FLAG_QSCALE
        context.pointee.global_quality = 2 * FF_QP2LAMBDA
      }
    }
    try converter.convert(self)
    converter.frame.pointee.quality = 2 * FF_QP2LAMBDA
    try encoder.send(converter.frame)
    guard try encoder.receive() == .packet else { throw MediaError(path, complaint) }
    let packet = encoder.packet.pointee
    return Array(UnsafeBufferPointer(start: packet.data, count: Int(packet.size)))
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
