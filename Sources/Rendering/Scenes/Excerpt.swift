import Mapping
import Media

/// The part of a score that a clip shows, and the part of the song it plays.
struct Excerpt {
  /// Frames of the whole song's score, at least one.
  let frames: Range<Int>
  let frameRate: FrameRate
  let track: ClipWriter.Track

  /// - Parameter duration: the song's, in seconds.
  /// - Throws: `RenderError` where there is nothing to show.
  init(of score: Score, song: String, duration: Double, options: RenderOptions) throws(RenderError) {
    guard options.start < duration else {
      throw .startPastEnd(song: song, start: options.start, duration: duration)
    }
    let rate = options.clipRate
    let length = min(options.duration ?? .infinity, duration - options.start)
    let first = rate.frame(at: options.start)
    let end = min(first + rate.frameCount(covering: length), score.frames.count)
    guard first < end else { throw .nothingToRender(song: song) }
    (frames, frameRate) = (first..<end, rate)

    let isWhole = options.start == 0 && length == duration
    track = ClipWriter.Track(
      songPath: song, start: rate.time(ofFrame: first), duration: isWhole ? nil : length)
  }
}
