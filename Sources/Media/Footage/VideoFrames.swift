import CLibAV

/// A video being decoded frame by frame, in the order they show. It belongs to one task at a time.
public final class VideoFrames {
  /// Width of every frame in pixels, as shown: a video filmed upright is turned.
  public let width: Int
  /// Height of every frame in pixels.
  public let height: Int
  /// The video's nominal rate.
  public let frameRate: FrameRate

  private let decoder: FrameDecoder
  private let converter: FrameToPicture
  private let orientation: Orientation
  /// The size before turning.
  private let coded: (width: Int, height: Int)
  private var hasFrame = true

  /// Opens the video and decodes its first frame.
  ///
  /// - Throws: `MediaError` when the file is missing, a folder, empty, unreadable, not a video, or none of its
  ///   frames can be decoded.
  public init(path: String) throws(MediaError) {
    try requireReadable(path, as: "a video")
    let input = try LibAVInput(path: path, kind: AVMEDIA_TYPE_VIDEO)
    decoder = try FrameDecoder(input)
    guard try decoder.next() else { throw MediaError(path, "has no frames that can be decoded") }
    let rate = av_guess_frame_rate(input.format, input.stream, decoder.frame)
    guard rate.num > 0, rate.den > 0 else { throw MediaError(path, "does not say its frame rate") }
    frameRate = FrameRate(Int(rate.num), per: Int(rate.den))
    converter = FrameToPicture(path: path, convention: .video)
    coded = (Int(decoder.frame.pointee.width), Int(decoder.frame.pointee.height))
    orientation = Orientation(of: input.stream) ?? Orientation(of: decoder.frame)
    (width, height) = orientation.swapsSides ? (coded.height, coded.width) : coded
  }

  /// The next frame; nil at the end.
  ///
  /// - Throws: `MediaError` when most of the video was too damaged to decode.
  public func nextFrame() throws(MediaError) -> Picture? {
    guard hasFrame else { return nil }
    let picture = try converter.convert(decoder.frame, width: coded.width, height: coded.height)
      .turned(orientation)
    hasFrame = try decoder.next()
    if !hasFrame { try decoder.checkQuality() }
    return picture
  }
}
