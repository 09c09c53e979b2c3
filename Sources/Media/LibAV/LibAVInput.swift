import CLibAV
import Foundation

/// A file opened by libav, and one of its streams.
final class LibAVInput {
  let path: String
  let format: UnsafeMutablePointer<AVFormatContext>
  let stream: UnsafeMutablePointer<AVStream>
  let codec: UnsafePointer<AVCodec>
  let packet: UnsafeMutablePointer<AVPacket>
  /// Why reading ended, if it wasn't the file's end.
  private(set) var readError: Int32 = 0

  /// Opens the best sound or picture stream of a file.
  ///
  /// - Throws: `MediaError` when libav doesn't know the file's kind, or there is no such stream or decoder.
  init(path: String, kind: AVMediaType) throws(MediaError) {
    quietLibAV()
    let wanted = kind == AVMEDIA_TYPE_AUDIO ? "sound" : "video"
    var opened: UnsafeMutablePointer<AVFormatContext>?
    var options: OpaquePointer?
    av_dict_set(&options, "protocol_whitelist", "file", 0)
    av_dict_set(&options, "format_whitelist", Self.formats, 0)
    // "file:", because a name such as "a:b.mp3" would be taken for a protocol.
    let result = avformat_open_input(&opened, "file:" + path, nil, &options)
    av_dict_free(&options)
    guard result >= 0, let format = opened else {
      throw MediaError(
        path,
        Self.beginsLikeMP4(path)
          ? "is cut off or damaged: it begins like an MP4 file, but its index is missing"
          : "is not a \(wanted) file that can be read (\(libavReason(result)))")
    }
    var codec: UnsafePointer<AVCodec>?
    guard avformat_find_stream_info(format, nil) >= 0 else {
      avformat_close_input(&opened)
      throw MediaError(path, "is not a \(wanted) file that can be read")
    }
    let index = av_find_best_stream(format, kind, -1, -1, &codec, 0)
    guard index >= 0, let codec, let stream = format.pointee.streams[Int(index)],
      kind == AVMEDIA_TYPE_AUDIO || !stream.isCoverArt
    else {
      let reason = Self.absence(of: kind, in: format)
      avformat_close_input(&opened)
      throw MediaError(path, reason)
    }
    for other in 0..<Int(format.pointee.nb_streams) where other != Int(index) {
      format.pointee.streams[other]?.pointee.discard = AVDISCARD_ALL
    }
    self.path = path
    self.format = format
    self.stream = stream
    self.codec = Self.decoderOfTransparency(for: stream) ?? codec
    self.packet = av_packet_alloc()
  }

  deinit {
    var format: UnsafeMutablePointer<AVFormatContext>? = format
    var packet: UnsafeMutablePointer<AVPacket>? = packet
    av_packet_free(&packet)
    avformat_close_input(&format)
  }

  /// Moves on to the stream's next packet, in `packet`.
  ///
  /// - Returns: false at the end, or where the file can't be read further.
  func readPacket() -> Bool {
    while readAnyPacket() {
      if packet.pointee.stream_index == stream.pointee.index { return true }
    }
    return false
  }

  /// Moves on to the file's next packet, in `packet`: the stream's, or one of those that `heedAllStreams()` let in.
  ///
  /// - Returns: false at the end, or where the file can't be read further.
  func readAnyPacket() -> Bool {
    av_packet_unref(packet)
    let result = av_read_frame(format, packet)
    if result < 0, result != shim_AVERROR_EOF { readError = result }
    return result >= 0
  }

  /// Lets `readAnyPacket()` see the packets of the file's other streams.
  func heedAllStreams() {
    for index in 0..<Int(format.pointee.nb_streams) {
      format.pointee.streams[index]?.pointee.discard = AVDISCARD_DEFAULT
    }
  }

  /// Whether the file is a picture, in libav's words a pipe of them.
  var isPicture: Bool { String(cString: format.pointee.iformat.pointee.name).hasSuffix("_pipe") }

  /// Whether the file has a stream of this kind.
  func has(_ kind: AVMediaType) -> Bool { Self.kinds(in: format).contains(kind) }

  /// The tags of the file, and of the stream, where Ogg keeps them.
  var tags: SongTags {
    var values = Self.entries(of: stream.pointee.metadata)
    values.merge(Self.entries(of: format.pointee.metadata)) { _, ofFile in ofFile }
    return SongTags(values)
  }

  /// Bits that a lossless copy of a sample needs, 16 or 24; nil when the stream is lossily compressed.
  var losslessBits: Int? {
    let parameters = stream.pointee.codecpar.pointee
    let properties = avcodec_descriptor_get(parameters.codec_id)?.pointee.props ?? 0
    guard properties & AV_CODEC_PROP_LOSSLESS != 0 else { return nil }
    return max(parameters.bits_per_raw_sample, parameters.bits_per_coded_sample) > 16 ? 24 : 16
  }

  private static func entries(of dictionary: OpaquePointer?) -> [String: String] {
    var values: [String: String] = [:]
    var entry: UnsafeMutablePointer<AVDictionaryEntry>?
    while let next = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX) {
      values[tagText(next.pointee.key).lowercased()] = tagText(next.pointee.value)
      entry = next
    }
    return values
  }

  /// Why there is no stream of `kind`: the file has others, or one that libav can't decode.
  private static func absence(of kind: AVMediaType, in format: UnsafeMutablePointer<AVFormatContext>)
    -> String
  {
    let kinds = kinds(in: format)
    if kind == AVMEDIA_TYPE_AUDIO {
      if kinds.contains(kind) { return "holds sound of a kind that cannot be decoded" }
      return kinds.contains(AVMEDIA_TYPE_VIDEO)
        ? "has pictures but no sound in it" : "is not a sound file that can be read"
    }
    if kinds.contains(kind) { return "holds video of a kind that cannot be decoded" }
    return kinds.contains(AVMEDIA_TYPE_AUDIO)
      ? "has sound but no pictures in it" : "is not a video file that can be read"
  }

  /// The kinds of the file's streams; the cover of a song is no video.
  private static func kinds(in format: UnsafeMutablePointer<AVFormatContext>) -> [AVMediaType] {
    (0..<Int(format.pointee.nb_streams)).compactMap { format.pointee.streams[$0] }
      .filter { !$0.isCoverArt }.map(\.pointee.codecpar.pointee.codec_type)
  }

  /// libav's formats but for those that read other files than the one that is named, or take plain text for pictures.
  private static let formats: String = {
    let excluded: Set = ["concat", "dash", "hls", "image2", "imf", "tty"]
    var names: [String] = []
    var state: UnsafeMutableRawPointer?
    while let format = av_demuxer_iterate(&state) { names.append(String(cString: format.pointee.name)) }
    return names.filter { name in !name.split(separator: ",").contains { excluded.contains(String($0)) } }
      .joined(separator: ",")
  }()

  /// libav's own decoders of VP8 and VP9 leave out transparency, which WebM carries beside the pictures.
  private static func decoderOfTransparency(
    for stream: UnsafeMutablePointer<AVStream>
  ) -> UnsafePointer<AVCodec>? {
    guard entries(of: stream.pointee.metadata)["alpha_mode"] == "1" else { return nil }
    return switch stream.pointee.codecpar.pointee.codec_id {
    case AV_CODEC_ID_VP8: avcodec_find_decoder_by_name("libvpx")
    case AV_CODEC_ID_VP9: avcodec_find_decoder_by_name("libvpx-vp9")
    default: nil
    }
  }

  private static func beginsLikeMP4(_ path: String) -> Bool {
    guard let file = fopen(path, "rb") else { return false }
    defer { fclose(file) }
    var head = [UInt8](repeating: 0, count: 8)
    guard fread(&head, 1, 8, file) == 8 else { return false }
    return ["ftyp", "moov", "mdat", "wide"].contains { head.suffix(4).elementsEqual($0.utf8) }
  }
}

extension UnsafeMutablePointer<AVStream> {
  /// Whether it is a picture that comes with a song.
  fileprivate var isCoverArt: Bool { pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0 }
}
