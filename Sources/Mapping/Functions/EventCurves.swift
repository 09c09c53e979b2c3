import Foundation

extension Function {
  /// Curves made from events.
  static let ofEvents = [
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
  /// An event's strength in the frame on screen at its time, then half of it every `halfLife` seconds; of
  /// several events, the one that is highest now.
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

  /// A synthesizer's envelope, which begins at each event from where it is. The stages' lengths in seconds are those of
  /// the frame in which it begins.
  func envelope(
    _ on: PlayedArguments.Value, attack: Curve, decay: Curve, sustain: Curve, release: Curve, hold: Curve
  ) -> Curve {
    var note: Envelope?
    func begun(at time: Double, in frame: Int, hold: Double) -> Envelope {
      Envelope(
        start: time, from: note?.level(at: time) ?? 0, attack: attack[frame], decay: decay[frame],
        sustain: min(max(sustain[frame], 0), 1), release: release[frame], hold: hold)
    }
    if case .curve(let isOn) = on {
      var wasOn = false
      return .frames(
        (0..<frameCount).map { frame in
          let time = frameRate.time(ofFrame: frame)
          let isOn = Operation.isTrue(isOn[frame])
          if isOn, !wasOn { note = begun(at: time, in: frame, hold: .infinity) }
          if !isOn, wasOn { note?.end(at: time) }
          wasOn = isOn
          return note?.shown(from: time, to: frameRate.time(ofFrame: frame + 1)) ?? 0
        })
    }
    guard case .train(let train) = on else { preconditionFailure("checked to be an event or a number") }
    return curve(over: train) { frame, new in
      for moment in new { note = begun(at: moment.time, in: frame, hold: max(hold[frame], 0)) }
      return note?.shown(from: frameRate.time(ofFrame: frame), to: frameRate.time(ofFrame: frame + 1)) ?? 0
    }
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
    var steps: [CycleStep] = []
    for index in 0...changes.count {
      let start = index == 0 ? 0 : changes[index - 1].frame
      let end = index == changes.count ? frameCount : changes[index].frame
      let time = index == 0 ? 0 : changes[index - 1].time
      let nextTime = index == changes.count ? Double.infinity : changes[index].time
      steps.append(
        CycleStep(
          frames: start..<max(start, end), value: index % valueCount,
          previous: max(index - 1, 0) % valueCount, time: time, length: nextTime - time))
    }
    return steps
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

  /// A value for each frame, given the moments it shows.
  func curve(
    over train: EventTrain, _ value: (_ frame: Int, _ new: ArraySlice<EventTrain.Moment>) -> Double
  ) -> Curve {
    var values: [Double] = []
    values.reserveCapacity(frameCount)
    train.forEachFrame(of: frameCount) { frame, new in values.append(value(frame, new)) }
    return .frames(values)
  }
}

/// A stretch of a cycle with one value, into which the value before it fades.
private struct CycleStep {
  let frames: Range<Int>
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

/// One note of an envelope: straight lines up to 1, down to what is sustained, and down to 0. All times in seconds.
private struct Envelope {
  let start: Double
  /// Where it begins, as the last note may not have died away.
  let from: Double
  let attack: Double
  let decay: Double
  let sustain: Double
  let release: Double
  /// How long the note is sustained.
  let hold: Double
  private var released: Double?
  private var releasedAt = 0.0

  /// Lets the note go.
  mutating func end(at time: Double) {
    released = time
    releasedAt = held(at: time)
  }

  init(
    start: Double, from: Double, attack: Double, decay: Double, sustain: Double, release: Double, hold: Double
  ) {
    (self.start, self.from, self.attack, self.decay) = (start, from, attack, decay)
    (self.sustain, self.release, self.hold) = (sustain, release, hold)
  }

  /// The level in a frame: its peak if that is within it, so that it isn't lost between two frames.
  func shown(from time: Double, to end: Double) -> Double {
    let peak = start + max(attack, 0)
    return peak >= time - 1e-6 && peak < end - 1e-6 ? 1 : level(at: max(time, start))
  }

  /// 0...1
  func level(at time: Double) -> Double {
    let end = released ?? start + max(attack, 0) + max(decay, 0) + hold
    guard time >= end else { return held(at: time) }
    let level = released == nil ? sustain : releasedAt
    return release > 0 ? max(level * (1 - (time - end) / release), 0) : 0
  }

  /// The level while the note is held.
  private func held(at time: Double) -> Double {
    let elapsed = time - start
    if elapsed < attack { return from + (1 - from) * max(elapsed, 0) / attack }
    let fallen = elapsed - max(attack, 0)
    return fallen < decay
      ? 1 + (sustain - 1) * fallen / decay : decay > 0 || fallen > 0 ? sustain : max(sustain, 1)
  }
}
