import CLibAV

/// Turns libav's audio frames, whatever their sample format, into interleaved floats of one rate and layout.
///
/// The first frame sets rate and layout; a stream that changes them midway is resampled and remixed to these.
final class FloatConverter {
  private let path: String
  private var layout = AVChannelLayout()
  private let sampleRate: Int32
  private var resampler: OpaquePointer?
  /// What `resampler` takes at present.
  private var source: Source

  private struct Source: Equatable {
    let format: AVSampleFormat
    let sampleRate: Int32
    let channels: Int32
    let mask: UInt64

    init(_ frame: UnsafeMutablePointer<AVFrame>) {
      format = AVSampleFormat(frame.pointee.format)
      sampleRate = frame.pointee.sample_rate
      channels = frame.pointee.ch_layout.nb_channels
      mask = frame.pointee.ch_layout.u.mask
    }
  }

  init(like frame: UnsafeMutablePointer<AVFrame>, path: String) throws(MediaError) {
    self.path = path
    sampleRate = frame.pointee.sample_rate
    source = Source(frame)
    av_channel_layout_copy(&layout, &frame.pointee.ch_layout)
    try restart(for: frame)
  }

  deinit {
    swr_free(&resampler)
    av_channel_layout_uninit(&layout)
  }

  /// The frame's samples, `[frame][channel]` interleaved.
  func convert(_ frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) -> [Float] {
    if Source(frame) != source {
      source = Source(frame)
      try restart(for: frame)
    }
    return try run(frame.pointee.extended_data, count: frame.pointee.nb_samples)
  }

  /// What the resampler still holds at the end, `[frame][channel]` interleaved.
  func drain() throws(MediaError) -> [Float] { try run(nil, count: 0) }

  private func restart(for frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) {
    swr_free(&resampler)
    swr_alloc_set_opts2(
      &resampler, &layout, AV_SAMPLE_FMT_FLT, sampleRate, &frame.pointee.ch_layout, source.format,
      source.sampleRate, 0, nil)
    try check(swr_init(resampler), of: path, Self.complaint)
  }

  private func run(
    _ data: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?, count: Int32
  ) throws(MediaError) -> [Float] {
    let channels = Int(layout.nb_channels)
    let room = swr_get_out_samples(resampler, count)
    guard room > 0 else { return [] }
    var converted: Int32 = 0
    let samples = [Float](unsafeUninitializedCapacity: Int(room) * channels) { buffer, filled in
      buffer.withMemoryRebound(to: UInt8.self) { bytes in
        var output = bytes.baseAddress
        data.withConstPlanes { planes in
          converted = swr_convert(resampler, &output, room, planes, count)
        }
      }
      filled = Int(max(0, converted)) * channels
    }
    try check(converted, of: path, Self.complaint)
    return samples
  }

  private static func complaint(_ reason: String) -> String { "cannot be decoded (\(reason))" }
}

extension Optional where Wrapped == UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?> {
  /// The planes as swresample wants them, `const`.
  func withConstPlanes(_ body: (UnsafeMutablePointer<UnsafePointer<UInt8>?>?) -> Void) {
    guard let planes = self else { return body(nil) }
    body(UnsafeMutableRawPointer(planes).assumingMemoryBound(to: UnsafePointer<UInt8>?.self))
  }
}
