import Foundation

extension Function {
  /// Curves made from events.
  static let eventCurves = [
    Function(
      "decay", [.event("event"), .span("halfLife")],
      "the event's strength at the event, half of it each `halfLife` later",
      example: "decay(snare, 0.18s)",
      .curve { $0.decay($1.train(0), halfLife: $1.curve(1)) }),
    Function(
      "envelope",
      [
        .trigger("on"), .time("attack"), .time("decay"), .number("sustain"), .time("release"),
        .time("hold").optional,
      ],
      "from 0 to 1 in `attack`, to `sustain` in `decay`, there for `hold` or as long as the number `on` isn't 0, to 0 in `release`",
      example: "envelope(downbeat, 10ms, 0.1s, 0.5, 1 beat, 1 beat)",
      .curve { evaluator, x in
        evaluator.envelope(
          x.values[0], attack: x.curve(1), decay: x.curve(2), sustain: x.curve(3), release: x.curve(4),
          hold: x.curve(5))
      }),
    Function(
      "cycle", [.event("event"), .whole("every", atLeast: 1), .list("values"), .time("fade").optional],
      "the first value for `every` events, the next for as many...; a change takes `fade`",
      example: "cycle(downbeat, 4, [0, 1, 0.5], 1 bar)",
      .curve { $0.cycle($1.train(0), every: $1.whole(1), $1.list(2), fade: $1.curve(3)) }),
    Function(
      "count", [.event("event")], "events so far", example: "count(onset)",
      .curve { $0.count($1.train(0)) }),
    Function(
      "since", [.event("event")], "seconds since the last event, or at first since the song's start",
      example: "since(beat)",
      .curve { $0.since($1.train(0)) }),
    Function(
      "random", [.trigger("of"), .whole("seed", atLeast: 0).optional],
      "a random number between 0 and 1, another after each event or for each number `of`; the same in every render",
      example: "random(beat)",
      .curve { $0.random(of: $1.values[0], seed: $1.whole(1)) }),
  ]
}

extension Evaluator {
  /// An event's strength in the frame on screen at its time, then half of it every `halfLife` seconds, so
  /// `strength * 2^(-t / halfLife)` after t seconds; of several events, the one that is highest now.
  func decay(_ train: EventTrain, halfLife: Curve) -> Curve {
    let sustained = halfLife.map { remainder(after: frameDuration, $0) }
    var carried = 0.0
    return curve(over: train) { frame, new in
      let shown = new.reduce(carried) { max($0, $1.strength) }
      let end = frameRate.time(ofFrame: frame + 1)
      carried = new.reduce(carried * sustained[frame]) {
        max($0, $1.strength * remainder(after: max(end - $1.time, 0), halfLife[frame]))
      }
      return shown
    }
  }

  private func remainder(after seconds: Double, _ halfLife: Double) -> Double {
    halfLife > 0 ? exp2(-seconds / halfLife) : 0
  }

  /// Each value for `every` events, from the first event (or the song's start) on, then the next, and from the
  /// last to the first again; a change takes `fade` seconds, or until the next change if that comes sooner.
  func cycle(_ train: EventTrain, every: Int, _ values: [Curve], fade: Curve) -> Curve {
    var result: [Double] = []
    result.reserveCapacity(frameCount)
    for step in cycleSteps(train, every: every, valueCount: values.count) {
      let (present, past) = (values[step.value], values[step.previous])
      for frame in step.frames {
        let arrived = step.arrived(at: frameRate.time(ofFrame: frame), fade: fade[frame])
        result.append(
          arrived < 1 ? arrived * present[frame] + (1 - arrived) * past[frame] : present[frame])
      }
    }
    return .frames(result)
  }

  private func cycleSteps(_ train: EventTrain, every: Int, valueCount: Int) -> [CycleStep] {
    let changes = stride(from: every, to: train.moments.count, by: every).map { train.moments[$0] }
    let starts = [(frame: 0, time: 0.0)] + changes.map { (frame: $0.frame, time: $0.time) }
    let ends = starts.dropFirst() + [(frame: frameCount, time: Double.infinity)]
    return zip(starts, ends).enumerated().map { index, step in
      let (start, end) = step
      return CycleStep(
        frames: start.frame..<max(start.frame, end.frame), value: index % valueCount,
        previous: max(index - 1, 0) % valueCount, time: start.time, length: end.time - start.time)
    }
  }

  /// Events so far, the present frame's included.
  func count(_ train: EventTrain) -> Curve {
    var passed = 0
    return curve(over: train) { _, new in
      passed += new.count
      return Double(passed)
    }
  }

  /// Seconds since the last event; before the first, since the song's start.
  func since(_ train: EventTrain) -> Curve {
    var last = 0.0
    return curve(over: train) { frame, new in
      last = new.last?.time ?? last
      return max(frameRate.time(ofFrame: frame) - last, 0)
    }
  }

  /// Another number between 0 and 1 from each event on, or for each number; the same in every render.
  func random(of trigger: PlayedArguments.Value, seed: Int) -> Curve {
    switch trigger {
    case .curve(let x):
      return x.map { Noise.value(($0 + 0).bitPattern, seed) }
    case .train(let train):
      var passed = 0
      return curve(over: train) { _, new in
        passed += new.count
        return Noise.value(UInt64(passed), seed)
      }
    default: preconditionFailure("checked to be an event or a number")
    }
  }
}

/// A stretch of a cycle with one value, into which the value before it fades.
private struct CycleStep {
  let frames: Range<Int>
  /// Which of the cycle's values it has, and which the step before.
  let value: Int
  let previous: Int
  /// Seconds from the song's start, and until the next step.
  let time: Double
  let length: Double

  /// How much of the way from the previous value is gone at `seconds`: 0...1.
  func arrived(at seconds: Double, fade: Double) -> Double {
    let fadeLength = min(fade, length)
    guard value != previous, fadeLength > 0 else { return 1 }
    return min(max((seconds - time) / fadeLength, 0), 1)
  }
}
