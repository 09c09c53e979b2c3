import AudioAnalysis
import Media

/// Moments with the frames they act in: each acts first in the frame that is on screen at its time.
struct EventTrain {
  /// A moment of the train.
  struct Moment {
    /// Seconds from the song's start.
    let time: Double
    /// 0...1
    let strength: Double
    /// The frame on screen then.
    let frame: Int
  }

  /// In order of time, all within the score.
  let moments: [Moment]

  init(_ moments: [Moment]) { self.moments = moments }

  /// The events that fall within the clip, in order.
  init(_ events: [Analysis.Event], at frameRate: FrameRate, frameCount: Int) {
    let end = frameRate.time(ofFrame: frameCount)
    let within = events.filter { $0.time >= 0 && $0.time < end }.sorted { $0.time < $1.time }
    moments = within.compactMap { event in
      let frame = frameRate.frame(at: event.time)
      let strength = event.strength.isFinite ? Double(event.strength) : 0
      return frame < frameCount ? Moment(time: event.time, strength: strength, frame: frame) : nil
    }
  }
}
