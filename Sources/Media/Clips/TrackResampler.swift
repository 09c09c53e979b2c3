import CLibAV

/// Brings a song's samples to an encoder's rate and sample format, and cuts them into frames.
final class TrackResampler {
  private let path: String
  private let encoder: UnsafeMutablePointer<AVCodecContext>
  /// A frame for whatever passes through.
  private let frame: UnsafeMutablePointer<AVFrame>
  /// Samples that wait for a frame to be full.
  private let waiting: OpaquePointer
  private var resampler: OpaquePointer?

  /// - Parameter encoder: an opened encoder with as many channels as the song; it must outlive the resampler.
  init(song: Song, encoder: UnsafeMutablePointer<AVCodecContext>) throws(MediaError) {
    path = song.path
    self.encoder = encoder
    frame = av_frame_alloc()
    waiting = av_audio_fifo_alloc(encoder.pointee.sample_fmt, Int32(song.channels), 8192)
    swr_alloc_set_opts2(
      &resampler, &encoder.pointee.ch_layout, encoder.pointee.sample_fmt, encoder.pointee.sample_rate,
      &encoder.pointee.ch_layout, AV_SAMPLE_FMT_FLT, Int32(song.sampleRate), 0, nil)
    try check(swr_init(resampler))
  }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
    av_audio_fifo_free(waiting)
    swr_free(&resampler)
  }

  /// Frames ready to be taken, at the encoder's rate.
  var buffered: Int { Int(av_audio_fifo_size(waiting)) }

  /// Takes in samples of the song, `[frame][channel]` interleaved.
  func append(_ samples: [Float]) throws(MediaError) {
    let count = samples.count / Int(encoder.pointee.ch_layout.nb_channels)
    var result: Int32 = 0
    try reserve(swr_get_out_samples(resampler, Int32(count)))
    samples.withUnsafeBytes { bytes in
      var input: UnsafePointer<UInt8>? = bytes.bindMemory(to: UInt8.self).baseAddress
      result = swr_convert(
        resampler, frame.pointee.extended_data, frame.pointee.nb_samples, &input, Int32(count))
    }
    try store(result)
  }

  /// Takes in the song's end: what the resampler's filter still holds.
  func end() throws(MediaError) {
    try reserve(swr_get_out_samples(resampler, 0))
    try store(swr_convert(resampler, frame.pointee.extended_data, frame.pointee.nb_samples, nil, 0))
  }

  /// The next `count` frames, at most `buffered`; valid until the next call.
  func take(_ count: Int) throws(MediaError) -> UnsafeMutablePointer<AVFrame> {
    try reserve(Int32(count))
    try check(
      frame.pointee.extended_data.withMemoryRebound(to: UnsafeMutableRawPointer?.self, capacity: 8) {
        av_audio_fifo_read(waiting, $0, Int32(count))
      })
    return frame
  }

  /// Gives `frame` room for `count` frames.
  private func reserve(_ count: Int32) throws(MediaError) {
    av_frame_unref(frame)
    frame.pointee.nb_samples = max(1, count)
    frame.pointee.format = encoder.pointee.sample_fmt.rawValue
    frame.pointee.sample_rate = encoder.pointee.sample_rate
    av_channel_layout_copy(&frame.pointee.ch_layout, &encoder.pointee.ch_layout)
    try check(av_frame_get_buffer(frame, 0))
  }

  /// Moves the first `count` frames of `frame` to those that wait.
  private func store(_ count: Int32) throws(MediaError) {
    try check(count)
    try check(
      frame.pointee.extended_data.withMemoryRebound(to: UnsafeMutableRawPointer?.self, capacity: 8) {
        av_audio_fifo_write(waiting, $0, count)
      })
  }

  private func check(_ result: Int32) throws(MediaError) {
    try Media.check(result, of: path) { "cannot be resampled for the clip's track (\($0))" }
  }
}
