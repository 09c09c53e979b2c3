import CLibAV

/// A chain of libavfilter's filters that pictures go through, on one thread.
final class FilterGraph {
  /// The frame that `pull()` filled last.
  let frame: UnsafeMutablePointer<AVFrame>

  private let path: String
  private let graph: UnsafeMutablePointer<AVFilterGraph>
  private let source: UnsafeMutablePointer<AVFilterContext>
  private let sink: UnsafeMutablePointer<AVFilterContext>

  /// A chain for frames like `frame` in size and pixel format.
  ///
  /// - Parameters:
  ///   - filters: in libavfilter's language: "bwdif=mode=send_frame".
  ///   - path: the file that errors name.
  init(_ filters: String, for frame: UnsafeMutablePointer<AVFrame>, path: String) throws(MediaError) {
    quietLibAV()
    let frame = frame.pointee
    let input = "buffer@in=video_size=\(frame.width)x\(frame.height):pix_fmt=\(frame.format):time_base=1/1"
    var graph = avfilter_graph_alloc()
    graph?.pointee.nb_threads = 1
    guard avfilter_graph_parse_ptr(graph, "\(input),\(filters),buffersink@out", nil, nil, nil) >= 0,
      avfilter_graph_config(graph, nil) >= 0, let made = graph,
      let source = avfilter_graph_get_filter(made, "buffer@in"),
      let sink = avfilter_graph_get_filter(made, "buffersink@out"), let output = av_frame_alloc()
    else {
      avfilter_graph_free(&graph)
      throw MediaError(path, "cannot be filtered: this libavfilter doesn't know \"\(filters)\"")
    }
    (self.path, self.graph, self.source, self.sink, self.frame) = (path, made, source, sink, output)
  }

  deinit {
    var graph: UnsafeMutablePointer<AVFilterGraph>? = graph
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    avfilter_graph_free(&graph)
    av_frame_free(&frame)
  }

  /// Sends a frame through; the caller keeps it.
  func push(_ frame: UnsafeMutablePointer<AVFrame>) throws(MediaError) {
    try check(
      av_buffersrc_add_frame_flags(source, frame, Int32(AV_BUFFERSRC_FLAG_KEEP_REF)), of: path
    ) { "cannot be filtered: \($0)" }
  }

  /// Takes the next frame that has come through into `frame`; without one, `frame` stays.
  ///
  /// - Returns: false when more have to be pushed first.
  func pull() throws(MediaError) -> Bool {
    var next = av_frame_alloc()
    defer { av_frame_free(&next) }
    let result = av_buffersink_get_frame(sink, next)
    if result == shim_AVERROR_EAGAIN { return false }
    try check(result, of: path) { "cannot be filtered: \($0)" }
    av_frame_unref(frame)
    av_frame_move_ref(frame, next)
    return true
  }
}
