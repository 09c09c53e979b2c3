import CLibAV

/// One of libav's frames, freed with the object.
final class OwnedFrame {
  /// The frame.
  let frame: UnsafeMutablePointer<AVFrame>

  /// A frame to be filled.
  ///
  /// - Parameter path: the file that the error names when there is no memory for it.
  init(width: Int, height: Int, format: AVPixelFormat, _ path: String) throws(MediaError) {
    guard let frame = av_frame_alloc() else { throw MediaError(path, "needs more memory than there is") }
    self.frame = frame
    frame.pointee.width = Int32(width)
    frame.pointee.height = Int32(height)
    frame.pointee.format = format.rawValue
    guard av_frame_get_buffer(frame, 0) >= 0 else {
      throw MediaError(path, "needs more memory than there is")
    }
  }

  /// Another hold on what `frame` shows.
  init(sharing frame: UnsafeMutablePointer<AVFrame>, _ path: String) throws(MediaError) {
    guard let shared = av_frame_clone(frame) else {
      throw MediaError(path, "needs more memory than there is")
    }
    self.frame = shared
  }

  deinit {
    var frame: UnsafeMutablePointer<AVFrame>? = frame
    av_frame_free(&frame)
  }
}
