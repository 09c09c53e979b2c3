import CLibAV

/// Interleaves packets of picture and sound into a container file.
final class Muxer {
  private let path: String
  private let format: UnsafeMutablePointer<AVFormatContext>
  private var isWriting = false

  /// Prepares a container to be written to `workingPath`; errors speak of `path`.
  init(path: String, workingPath: String, container: ClipContainer, tags: SongTags) throws(MediaError) {
    var opened: UnsafeMutablePointer<AVFormatContext>?
    let result = avformat_alloc_output_context2(&opened, nil, container.muxer, "file:" + workingPath)
    guard result >= 0, let format = opened else {
      throw MediaError(path, "cannot be written: \(libavReason(result))")
    }
    // Without it the muxer writes its version, the time, and random identifiers.
    format.pointee.flags |= AVFMT_FLAG_BITEXACT
    // Hold sound back for as long as the encoder looks ahead, whatever the frame rate.
    format.pointee.max_interleave_delta = 0
    for (name, value) in tags.values.sorted(by: { $0.key < $1.key }) {
      av_dict_set(&format.pointee.metadata, name, value, 0)
    }
    self.path = path
    self.format = format
  }

  deinit {
    if isWriting { avio_closep(&format.pointee.pb) }
    avformat_free_context(format)
  }

  /// Adds a stream of the kind that `describe` fills in; to be called before `start()`.
  func addStream(
    timeBase: AVRational, frameRate: AVRational? = nil,
    describe: (UnsafeMutablePointer<AVCodecParameters>) -> Void
  ) throws(MediaError) -> MuxedStream {
    guard let stream = avformat_new_stream(format, nil) else {
      throw MediaError(path, "needs more memory than there is")
    }
    describe(stream.pointee.codecpar)
    // A tag of another container means something else here; the muxer finds its own.
    stream.pointee.codecpar.pointee.codec_tag = 0
    stream.pointee.time_base = timeBase
    if let frameRate {
      stream.pointee.avg_frame_rate = frameRate
      stream.pointee.r_frame_rate = frameRate
    }
    return MuxedStream(index: stream.pointee.index, timeBase: timeBase)
  }

  /// Opens the file and writes the container's head.
  func start() throws(MediaError) {
    let opened = avio_open(&format.pointee.pb, format.pointee.url, AVIO_FLAG_WRITE)
    try check(opened)
    isWriting = true
    var options: OpaquePointer?
    // Moves the index to the front, so that a clip plays while it is loading; unknown to Matroska, and ignored.
    av_dict_set(&options, "movflags", "+faststart", 0)
    let result = avformat_write_header(format, &options)
    av_dict_free(&options)
    try check(result)
  }

  /// Writes a packet, whose times are in the stream's time base, and empties it.
  func write(_ packet: UnsafeMutablePointer<AVPacket>, to stream: MuxedStream) throws(MediaError) {
    packet.pointee.stream_index = stream.index
    packet.pointee.pos = -1
    av_packet_rescale_ts(
      packet, stream.timeBase, format.pointee.streams[Int(stream.index)]!.pointee.time_base)
    try check(av_interleaved_write_frame(format, packet))
    try check(format.pointee.pb.pointee.error)
  }

  /// Writes what is held back and the container's index, and closes the file.
  ///
  /// - Throws: `MediaError` when anything of it didn't reach the disk.
  func finish() throws(MediaError) {
    let trailer = av_write_trailer(format)
    let writeError = format.pointee.pb.pointee.error
    isWriting = false
    let closing = avio_closep(&format.pointee.pb)
    for result in [trailer, writeError, closing] { try check(result) }
  }

  private func check(_ result: Int32) throws(MediaError) {
    try Media.check(result, of: path) { "cannot be written: \($0)" }
  }
}

/// A stream of the container being written.
struct MuxedStream {
  let index: Int32
  /// The unit of its packets' times, in seconds.
  let timeBase: AVRational
}
