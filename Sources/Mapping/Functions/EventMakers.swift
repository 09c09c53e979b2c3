extension Function {
  /// Events made from events and curves.
  static let eventMakers = [
    Function(
      "every", [.whole("n", atLeast: 1), .event("event")],
      "the first of each `n` events; `bar` stands for `downbeat` here",
      example: "decay(every(4, bar), 1 beat)",
      .events { _, x in
        let moments = x.train(1).moments
        return EventTrain(stride(from: 0, to: moments.count, by: x.whole(0)).map { moments[$0] })
      }),
    Function(
      "either", [.event("a"), .event("b")], "the events of both", example: "decay(either(kick, snare), 0.1s)",
      .events { _, x in
        EventTrain((x.train(0).moments + x.train(1).moments).sorted { $0.time < $1.time })
      }),
    Function(
      "after", [.event("event"), .time("time")], "each event, but `time` later",
      example: "decay(after(snare, 0.5 beats), 80ms)",
      .events { $0.after($1.train(0), $1.curve(1)) }),
    Function(
      "when", [.number("condition", .any)], "the condition becomes true",
      example: "decay(when(bass > 80%), 0.3s)",
      .events { $0.when($1.curve(0)) }),
    Function(
      "threshold", [.number("x", .input), .number("on", .input), .number("off", .input).optional],
      "`x` rises to `on`, and again only after it has fallen below `off`",
      example: "decay(threshold(bass, 70%, 50%), 0.2s)",
      .events { evaluator, x in
        evaluator.when(
          evaluator.gate(x.curve(0), open: x.curve(1), close: x.curve(2, otherwise: x.curve(1))))
      }),
    Function(
      "metronome", [.period("period")],
      "one each `period`, counted from the song's start in seconds, from the first in beats and bars",
      example: "decay(metronome(2 beats), 0.1s)",
      .events { evaluator, x in
        let (length, base) = x.period(0)
        return evaluator.metronome(length, in: base)
      }),
  ]
}

extension Evaluator {
  /// The same moments, `delay` seconds later each; what comes after the song's end is left out.
  func after(_ train: EventTrain, _ delay: Curve) -> EventTrain {
    let moments = train.moments.compactMap { moment -> EventTrain.Moment? in
      let time = moment.time + max(delay[moment.frame], 0)
      guard time < frameRate.time(ofFrame: frameCount) else { return nil }
      let frame = min(frameRate.frame(at: time), frameCount - 1)
      return EventTrain.Moment(time: time, strength: moment.strength, frame: frame)
    }
    return EventTrain(moments.sorted { $0.time < $1.time })
  }

  /// A moment whenever the condition becomes true.
  func when(_ condition: Curve) -> EventTrain {
    var wasTrue = false
    var moments: [EventTrain.Moment] = []
    for frame in 0..<frameCount {
      let isTrue = Operation.isTrue(condition[frame])
      if isTrue, !wasTrue {
        moments.append(.init(time: frameRate.time(ofFrame: frame), strength: 1, frame: frame))
      }
      wasTrue = isTrue
    }
    return EventTrain(moments)
  }

  /// A moment at each whole turn of the period, at most one a frame.
  func metronome(_ period: Curve, in base: TimeBase) -> EventTrain {
    let turns = self.turns(period, in: base)
    var moments: [EventTrain.Moment] = []
    for frame in 0..<frameCount {
      // Rounding must not move a moment from a frame's start to the frame before.
      let next = (turns[frame] - 1e-9).rounded(.up)
      guard next >= 0, next < turns[frame + 1] - 1e-9 else { continue }
      let share = (next - turns[frame]) / (turns[frame + 1] - turns[frame])
      let time = frameRate.time(ofFrame: frame) + max(share, 0) * frameDuration
      moments.append(.init(time: time, strength: 1, frame: frame))
    }
    return EventTrain(moments)
  }
}
