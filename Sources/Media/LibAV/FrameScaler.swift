import CLibAV

/// Scales and converts frames by libswscale: bicubic, with as many taps as shrinking needs, the same bits everywhere.
final class FrameScaler {
  /// What a picture's samples mean.
  struct Layout: Equatable {
    var width: Int
    var height: Int
    var format: AVPixelFormat
    /// One of swscale's `SWS_CS_` matrices.
    var matrix = SWS_CS_ITU709
    var isFullRange = true
    /// Where a colour sample sits among the brightness samples it belongs to, in 1/256 of their distance; -513 is
    /// swscale's own choice.
    var chromaPosition = SIMD2<Int>(-513, -513)
  }

  private let path: String
  private var scaler: OpaquePointer?
  private var layouts: (source: Layout, target: Layout)?

  /// - Parameter path: the file that errors name.
  init(path: String) { self.path = path }

  deinit { sws_freeContext(scaler) }

  /// Fills `target` with what is in `source`.
  func scale(
    _ source: UnsafeMutablePointer<AVFrame>, _ sourceLayout: Layout,
    into target: UnsafeMutablePointer<AVFrame>, _ targetLayout: Layout
  ) throws(MediaError) {
    try target.withWritablePlanes { (planes, strides) throws(MediaError) in
      try scale(source, sourceLayout, into: planes, strides, targetLayout)
    }
  }

  /// Fills `planes` with what is in `source`.
  func scale(
    _ source: UnsafeMutablePointer<AVFrame>, _ sourceLayout: Layout,
    into planes: UnsafePointer<UnsafeMutablePointer<UInt8>?>, _ strides: UnsafePointer<Int32>,
    _ targetLayout: Layout
  ) throws(MediaError) {
    try prepare(sourceLayout, targetLayout)
    source.withPlanes { sourcePlanes, sourceStrides in
      _ = sws_scale(
        scaler, sourcePlanes, sourceStrides, 0, Int32(sourceLayout.height), planes, strides)
    }
  }

  private func prepare(_ source: Layout, _ target: Layout) throws(MediaError) {
    if let layouts, layouts == (source, target) { return }
    sws_freeContext(scaler)
    layouts = nil
    scaler = sws_alloc_context()
    let flags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INP | SWS_FULL_CHR_H_INT | SWS_BITEXACT
    let settings = [
      ("srcw", source.width), ("srch", source.height), ("src_format", Int(source.format.rawValue)),
      ("src_h_chr_pos", source.chromaPosition.x), ("src_v_chr_pos", source.chromaPosition.y),
      ("dstw", target.width), ("dsth", target.height), ("dst_format", Int(target.format.rawValue)),
      ("sws_flags", Int(flags)), ("threads", 1),
    ]
    for (name, value) in settings {
      av_opt_set_int(UnsafeMutableRawPointer(scaler), name, Int64(value), 0)
    }
    guard sws_init_context(scaler, nil, nil) >= 0 else {
      sws_freeContext(scaler)
      scaler = nil
      throw MediaError(path, "holds pixels of a kind that cannot be read")
    }
    // Refused where there is nothing to set.
    _ = sws_setColorspaceDetails(
      scaler, sws_getCoefficients(source.matrix), source.isFullRange ? 1 : 0,
      sws_getCoefficients(target.matrix), target.isFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
    layouts = (source, target)
  }
}
