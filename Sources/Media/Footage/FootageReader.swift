/// Reads one footage's frames at one size. It belongs to one task at a time.
///
/// The same moment gives the same picture, whatever was read before. Moving on in time is fastest; going back is made
/// bearable by remembering the pictures that were on the way.
public final class FootageReader {
  private let source: any FrameSource
  private var cache: PictureCache
  private let duration: Double
  /// The moment that was asked for last.
  private var latest = 0.0

  init(_ source: any FrameSource, size: PictureSize, duration: Double) {
    self.source = source
    self.duration = duration
    // 64 MB: 151 frames of 512x288.
    cache = PictureCache(bytes: 64 << 20, size: size)
  }

  /// The frame on screen at `time`: the last one that starts then or before (by a microsecond's tolerance).
  ///
  /// - Parameter time: seconds from the footage's first frame; before it the first frame is given, after its end the last.
  /// - Throws: `MediaError` when the footage can't be read any more, or turned out to be damaged for the most part.
  public func picture(at time: Double) throws(MediaError) -> Picture {
    // A microsecond: a moment that is a frame's start but for rounding belongs to that frame.
    let moment = max(0, min(time, duration)) + 1e-6
    if let known = cache.picture(at: moment) {
      latest = moment
      return known
    }
    // Who plays backward is going to ask for the frames that are passed on the way.
    let playsBackward = (latest - 1..<latest).contains(moment)
    latest = moment
    let remembered = playsBackward ? Double(cache.capacity - 1) * source.nominalFrameDuration : 0
    let shown = try source.frame(at: moment, since: moment - remembered) { cache.insert($0) }
    cache.insert(shown)
    return shown.picture
  }
}
