/// The grid of 10 ms that all signals lie on: frame i is the moment i / 100 s.
enum FrameGrid {
  /// Frames in a second.
  static let framesPerSecond = 100

  /// The moment of a frame, in seconds.
  static func seconds(of frame: Int) -> Double { Double(frame) / Double(framesPerSecond) }

  /// The last frame at or before a time in seconds, 0 or more.
  static func frame(before time: Double) -> Int { Int(time * Double(framesPerSecond)) }

  /// The frame nearest to a time in seconds.
  static func frame(nearest time: Double) -> Int { Int((time * Double(framesPerSecond)).rounded()) }

  /// The frames from one time to another, in seconds, among the first `count`: at least one.
  static func frames(from start: Double, to end: Double, of count: Int) -> Range<Int> {
    let first = min(frame(before: start), count - 1)
    return first..<max(first + 1, min(frame(before: end), count))
  }

  /// The highest value of a curve `[frame]` up to `reach` frames from a time in seconds; 0 where there is no curve.
  static func highest(of curve: [Float], near time: Double, reach: Int) -> Float {
    guard let last = curve.indices.last else { return 0 }
    let centre = min(max(frame(nearest: time), 0), last)
    return curve[max(0, centre - reach)...min(last, centre + reach)].max()!
  }
}

/// The first sample that isn't before a step, of which there are so many in a second.
func firstSample(ofStep step: Int, stepsPerSecond: Int, sampleRate: Int) -> Int {
  (step * sampleRate + stepsPerSecond - 1) / stepsPerSecond
}
