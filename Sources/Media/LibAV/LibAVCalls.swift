import CLibAV

/// Throws unless a call of libav went well.
///
/// - Parameters:
///   - result: what the call returned; below 0 it is an error's code.
///   - path: the file that the error names.
///   - complaint: what is wrong with it, around libav's words for the error.
func check(
  _ result: Int32, of path: String, _ complaint: (_ reason: String) -> String
) throws(MediaError) {
  guard result >= 0 else { throw MediaError(path, complaint(libavReason(result))) }
}

/// Opens an encoder or decoder.
///
/// - Parameters:
///   - path: the file that the error names when it can't be opened.
///   - complaint: what is wrong with it then, around libav's words for the error.
///   - configure: sets what it is to do.
/// - Returns: its context, to be given to `avcodec_free_context`.
func openCodec(
  _ codec: UnsafePointer<AVCodec>?, of path: String, _ complaint: (_ reason: String) -> String,
  configure: (UnsafeMutablePointer<AVCodecContext>) -> Void
) throws(MediaError) -> UnsafeMutablePointer<AVCodecContext> {
  guard let context = avcodec_alloc_context3(codec) else {
    throw MediaError(path, "needs more memory than there is")
  }
  configure(context)
  let result = avcodec_open2(context, codec, nil)
  if result < 0 {
    var unopened: UnsafeMutablePointer<AVCodecContext>? = context
    avcodec_free_context(&unopened)
  }
  try check(result, of: path, complaint)
  return context
}

/// libav's words for an error code: "Invalid data found when processing input".
func libavReason(_ code: Int32) -> String {
  var text = [CChar](repeating: 0, count: Int(AV_ERROR_MAX_STRING_SIZE))
  av_strerror(code, &text, text.count)
  return tagText(text)
}

/// Keeps libav and the libraries below it from printing: what matters is thrown.
func quietLibAV() { av_log_set_level(AV_LOG_QUIET) }
