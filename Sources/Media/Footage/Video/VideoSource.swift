import CLibAV

/// The frames of a video, made whole where they are interlaced, at one size.
final class VideoSource: FrameSource {
  let nominalFrameDuration: Double

  private let window: VideoWindow
  private let deinterlacer: Deinterlacer
  private let fitter: FrameFitter

  init(
    path: String, timeline: VideoTimeline, size: PictureSize, fit: FootageFit
  ) throws(MediaError) {
    nominalFrameDuration = timeline.frameRate.time(ofFrame: 1)
    window = try VideoWindow(path: path, timeline: timeline)
    deinterlacer = Deinterlacer(path: path, parameters: window.decoder.input.stream.pointee.codecpar.pointee)
    fitter = FrameFitter(
      path: path, size: size, fit: fit, convention: window.decoder.input.isPicture ? .still : .video)
  }

  func frame(
    at time: Double, since earliest: Double, passing: (ShownPicture) -> Void
  ) throws(MediaError) -> ShownPicture {
    try window.move(to: time) { () throws(MediaError) in
      guard let current = window.current, current.start >= earliest else { return }
      passing(try shownPicture())
    }
    return try shownPicture()
  }

  func forEachFrame(_ body: (ShownPicture) -> Void) throws(MediaError) {
    try window.move(to: 0)
    repeat { body(try shownPicture()) } while try window.advance()
  }

  private func shownPicture() throws(MediaError) -> ShownPicture {
    ShownPicture(time: span, picture: try picture())
  }

  /// When the window's frame is on screen; the first one also before.
  private var span: Range<Double> {
    window.current!.start..<(window.next?.start ?? .infinity)
  }

  private func picture() throws(MediaError) -> Picture {
    let current = window.current!
    let shape = FrameShape(of: current.frame, in: window.decoder.input)
    guard deinterlacer.isNeeded(by: current) else {
      return try fitter.picture(of: current.frame, shown: shape)
    }
    try window.findPrevious()
    let whole = try deinterlacer.frame(window.current!, after: window.previous, before: window.next)
    return try fitter.picture(of: whole, shown: shape)
  }
}
