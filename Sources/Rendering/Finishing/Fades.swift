import AudioAnalysis
import Media

/// How a clip comes out of black and goes back into it.
struct Fades: Sendable, Equatable {
  /// Seconds of the song in which the picture comes; before, it is black. Nil where it is there at once.
  var fadeIn: ClosedRange<Double>?
  /// Seconds of the song in which the picture goes; after that it is black. Nil where it stays.
  var fadeOut: ClosedRange<Double>?
  let frameRate: FrameRate

  /// How much light a frame has left, 0...1, smooth at both ends. The first frame of a fade in and the last of a fade out are black.
  func light(at frame: Int) -> Float {
    func risen(_ time: Double, in range: ClosedRange<Double>) -> Double {
      let length = range.upperBound - range.lowerBound
      let t =
        length > 0 ? min(max((time - range.lowerBound) / length, 0), 1) : time < range.lowerBound ? 0 : 1
      return t * t * (3 - 2 * t)
    }
    let come = fadeIn.map { risen(frameRate.time(ofFrame: frame), in: $0) } ?? 1
    let gone = fadeOut.map { risen(frameRate.time(ofFrame: frame + 1), in: $0) } ?? 0
    return Float(come * (1 - gone))
  }

  /// Darkens a frame.
  func apply(to frame: inout FloatFrame, at number: Int) {
    let light = light(at: number)
    guard light < 1 else { return }
    frame.change { values in
      for index in values.indices { values[index] = light * min(max(values[index], 0), 255) }
    }
  }
}

extension Fades {
  /// A song's own fades, as long as they are asked for nowhere else, and those that are asked for at the ends of the clip.
  ///
  /// - Parameter excerpt: what the clip shows.
  init(of analysis: Analysis, over excerpt: Excerpt, options: RenderOptions) {
    frameRate = excerpt.frameRate
    let clip = (
      start: frameRate.time(ofFrame: excerpt.frames.lowerBound),
      end: frameRate.time(ofFrame: excerpt.frames.upperBound)
    )
    let ends = SoundingEnds(of: analysis)
    let lastEnd = frameRate.time(ofFrame: frameRate.frameCount(covering: analysis.duration))
    fadeIn = options.fadeIn.map { clip.start...clip.start + $0 } ?? ends?.fadeIn
    fadeOut = options.fadeOut.map { clip.end - $0...clip.end } ?? ends?.fadeOut(endingBy: lastEnd)
    if options.fadeIn == 0 { fadeIn = nil }
    if options.fadeOut == 0 { fadeOut = nil }
  }
}

/// Where a song's sound begins and ends, if it does so slowly or with silence.
private struct SoundingEnds {
  /// Where something is heard first and last, and where it is clearly heard first and last, in seconds.
  let heard: ClosedRange<Double>
  let clear: ClosedRange<Double>
  let duration: Double

  /// What is shorter is an end, not a fade.
  private static let shortestTail = 0.2
  private static let shortestFade = 0.5

  /// Nil where nothing is clearly heard, or nobody listened for it.
  init?(of analysis: Analysis) {
    guard let presence = analysis.signals["presence"],
      let first = presence.firstIndex(where: { $0 >= 0.999 }),
      let last = presence.lastIndex(where: { $0 >= 0.999 }),
      let begin = presence.firstIndex(where: { $0 > 0.01 }),
      let end = presence.lastIndex(where: { $0 > 0.01 })
    else { return nil }
    func time(_ index: Int) -> Double { Double(index) / Analysis.signalRate }
    clear = time(first)...time(last)
    heard = time(begin)...time(end)
    duration = analysis.duration
  }

  var fadeIn: ClosedRange<Double>? {
    guard clear.lowerBound >= Self.shortestTail else { return nil }
    return max(0, min(heard.lowerBound, clear.lowerBound - Self.shortestFade))...clear.lowerBound
  }

  /// - Parameter end: of the last frame, in seconds.
  func fadeOut(endingBy end: Double) -> ClosedRange<Double>? {
    guard duration - clear.upperBound >= Self.shortestTail else { return nil }
    // What sounds up to the end fades up to the last frame.
    let soundsOn = duration - heard.upperBound < 0.05
    let gone = soundsOn ? end : min(end, max(heard.upperBound, clear.upperBound + Self.shortestFade))
    return min(clear.upperBound, gone - Self.shortestFade)...gone
  }
}
