/// What a `FootageReader` reads from: frames of one size.
protocol FrameSource {
  /// Seconds from one frame to the next, about.
  var nominalFrameDuration: Double { get }

  /// The last frame that starts at `time` or before, in seconds from the first; or the first.
  ///
  /// - Parameter passing: takes frames before it that start at `earliest` or later, and cost no more than their
  ///   conversion since they are passed on the way.
  func frame(
    at time: Double, since earliest: Double, passing: (ShownPicture) -> Void
  ) throws(MediaError) -> ShownPicture

  /// All frames from the first to the last.
  func forEachFrame(_ body: (ShownPicture) -> Void) throws(MediaError)
}

/// A frame's picture, and when it is on screen, in seconds from the first frame.
struct ShownPicture {
  /// The last frame's time has no end.
  let time: Range<Double>
  /// What it shows.
  let picture: Picture
}
