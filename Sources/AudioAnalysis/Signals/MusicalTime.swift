/// Curves that tell where in the music one is, by the beats that were heard.
struct MusicalTime {
  private let beats: [Analysis.Beat]
  private let frameCount: Int

  /// A beat that is followed by none for so many intervals of the beats around is the last before a pause.
  private static let longest = 1.75
  /// Intervals to either side that say what the tempo is: over two bars or so.
  private static let reach = 4

  /// Time by `beats`, in `frameCount` frames.
  init(of beats: [Analysis.Beat], frameCount: Int) {
    (self.beats, self.frameCount) = (beats, frameCount)
  }

  /// The phases of beat and bar, 0 at a beat or downbeat and rising to 1 at the next; the bar, the number of
  /// downbeats so far; the tempo in beats a minute, the median of the intervals around.
  ///
  ///     phase = (t - start) / (end - start),  tempo = 60 / median of the nearest intervals
  ///
  /// All are 0 before the first beat and without beats; in pauses and after the last beat, but for `bar`, too.
  var signals: Signals {
    let downbeats = beats.filter { $0.position == 1 }.map(\.time)
    let times = beats.map(\.time)
    return [
      .beatPhase: phase(of: Self.spans(from: times)),
      .barPhase: phase(of: Self.spans(from: downbeats)),
      .bar: count(of: downbeats),
      .tempo: tempo(of: Self.spans(from: times)),
    ]
  }

  /// A stretch of time, in seconds, and the usual length of those around it.
  private struct Span {
    let start: Double
    let end: Double
    let usual: Double
  }

  /// From each moment to the next one, or where that is too late for the ones around, as long as those are.
  private static func spans(from times: [Double]) -> [Span] {
    let lengths = zip(times.dropFirst(), times).map { $0 - $1 }
    guard !lengths.isEmpty else { return [] }
    return times.indices.map { i in
      let near = lengths[max(0, min(i, lengths.count) - reach)..<min(lengths.count, i + reach + 1)]
      let usual = near.sorted()[near.count / 2]
      let length = i < lengths.count ? lengths[i] : usual
      return Span(start: times[i], end: times[i] + (length > longest * usual ? usual : length), usual: usual)
    }
  }

  private func phase(of spans: [Span]) -> [Float] {
    curve(over: spans) { span, time in Float((time - span.start) / (span.end - span.start)) }
  }

  private func tempo(of spans: [Span]) -> [Float] { curve(over: spans) { span, _ in Float(60 / span.usual) } }

  /// `[frame]`, 0 outside all spans.
  private func curve(over spans: [Span], value: (Span, Double) -> Float) -> [Float] {
    var curve = [Float](repeating: 0, count: frameCount)
    for span in spans where span.end > span.start {
      for frame in frames(from: span.start, to: span.end) {
        curve[frame] = value(span, FrameGrid.seconds(of: frame))
      }
    }
    return curve
  }

  private func count(of moments: [Double]) -> [Float] {
    var curve = [Float](repeating: 0, count: frameCount)
    for (i, moment) in moments.enumerated() {
      let end = i + 1 < moments.count ? moments[i + 1] : Double.infinity
      for frame in frames(from: moment, to: end) { curve[frame] = Float(i + 1) }
    }
    return curve
  }

  /// The frames whose time is at or behind `start`, and before `end`.
  private func frames(from start: Double, to end: Double) -> Range<Int> {
    func frame(_ time: Double) -> Int {
      Int(min((time * Double(FrameGrid.framesPerSecond) - 1e-6).rounded(.up), Double(frameCount)))
    }
    let first = max(0, frame(start))
    return first..<max(first, frame(end))
  }
}
