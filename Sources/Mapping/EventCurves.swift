import Foundation

/// Curves made from events, and an event made from a curve.
extension Evaluator {
  /// An event's strength in the frame on screen at its time, then half of it every `halfLife` seconds; of
  /// several events, the one that is highest now.
  func decay(_ train: EventTrain, halfLife: Curve) -> Curve {
    let sustained: Curve
    switch halfLife {
    case .constant(let seconds): sustained = .constant(remainder(after: frameDuration, seconds))
    case .frames(let seconds): sustained = .frames(seconds.map { remainder(after: frameDuration, $0) })
    }
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
  mutating func cycle(
    _ train: EventTrain, every: Int, _ values: [NumberExpression], fade: Curve
  ) -> Curve {
    let steps = cycleSteps(train, every: every, valueCount: values.count)
    var stepsOfValue = Array(repeating: [Int](), count: values.count)
    for (index, step) in steps.enumerated() {
      stepsOfValue[step.value].append(index)
      if step.previous != step.value { stepsOfValue[step.previous].append(index) }
    }
    // One value's curve at a time, added where it has a share, so that a long list of curves needs no more
    // memory than two.
    var result = Array(repeating: 0.0, count: frameCount)
    for (index, value) in values.enumerated() where !stepsOfValue[index].isEmpty {
      let curve = curve(value)
      for step in stepsOfValue[index].map({ steps[$0] }) {
        for frame in step.frames {
          let share = step.share(
            of: index, at: frameRate.time(ofFrame: frame), fade: fade[frame])
          if share > 0 { result[frame] += share * curve[frame] }
        }
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

  /// What the curve was at the last event; before the first, at the song's start.
  func hold(_ x: Curve, _ train: EventTrain) -> Curve {
    var held = x[0]
    return curve(over: train) { frame, new in
      if !new.isEmpty { held = x[frame] }
      return held
    }
  }

  /// Another number between 0 and 1 from each event on, the same in every render.
  func random(_ train: EventTrain, seed: Int) -> Curve {
    var passed = 0
    return curve(over: train) { _, new in
      passed += new.count
      return Noise.value(UInt64(passed), seed)
    }
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

  private func curve(
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

  /// The share, 0...1, that a value has at `seconds`.
  func share(of index: Int, at seconds: Double, fade: Double) -> Double {
    guard value != previous else { return index == value ? 1 : 0 }
    let fadeLength = min(fade, length)
    let arrived = fadeLength > 0 ? min(max((seconds - time) / fadeLength, 0), 1) : 1
    return index == value ? arrived : 1 - arrived
  }
}
