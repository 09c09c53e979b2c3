import AudioAnalysis
import Foundation
import Media

/// Plays expressions over an analysis: one value a frame.
///
/// Every expression becomes a curve over all frames before the next is looked at; what has a memory
/// (`smooth`, `decay`...) runs over frames from the song's start. What is heard and seen goes together: a curve's
/// value at a frame is its value at the frame's start, a peak within the frame is kept, and an event acts at full
/// strength in the frame on screen at its time.
struct Evaluator {
  let analysis: Analysis
  let frameRate: FrameRate
  let frameCount: Int
  private let beats: BeatCount
  private let bars: BeatCount
  /// What the names under `let:` stand for, in the order of their definitions.
  private var named: [Value] = []
  /// The signals that were asked for, each `[frame]`.
  private var signals: [String: [Double]] = [:]

  private enum Value {
    case curve(Curve)
    case train(EventTrain)
  }

  /// Plays over the whole song, at least one frame.
  init(_ analysis: Analysis, at frameRate: FrameRate) {
    self.analysis = analysis
    self.frameRate = frameRate
    frameCount = max(1, frameRate.frameCount(covering: analysis.duration))
    // Without beats, those of 120 a minute and bars of four.
    let heard = analysis.beats.sorted { $0.time < $1.time }
    beats = BeatCount(heard.map(\.time), otherwise: 0.5)
    bars = BeatCount(heard.downbeats.map(\.time), otherwise: 2)
  }

  /// Seconds from the song's start at which each frame begins: `[frame]`.
  var frameStarts: [Double] { (0..<frameCount).map { frameRate.time(ofFrame: $0) } }

  /// Seconds a frame is on screen.
  var frameDuration: Double { frameRate.time(ofFrame: 1) }

  /// Seconds, beats or bars passed by each frame's start, and by the last frame's end: `[frame + 1]`.
  func places(in base: TimeBase) -> [Double] {
    let times = frameStarts + [frameRate.time(ofFrame: frameCount)]
    return switch base {
    case .seconds: times
    case .beats: beats.places(at: times)
    case .bars: bars.places(at: times)
    }
  }

  /// Gives the next `let:` name its values.
  mutating func define(_ expression: Expression) {
    switch expression {
    case .number(let number): named.append(.curve(curve(number)))
    case .event(let event): named.append(.train(train(event)))
    }
  }

  /// The values of an expression.
  mutating func curve(_ expression: NumberExpression) -> Curve {
    switch expression {
    case .constant(let value):
      return .constant(value)
    case .signal(let name):
      return .frames(signal(name))
    case .clock(let clock):
      return values(of: clock)
    case .named(let index):
      guard case .curve(let curve) = named[index] else { preconditionFailure("checked to be a number") }
      return curve
    case .operation(let operation, let operands):
      return .applying(operation, to: operands.map { curve($0) }, frameCount: frameCount)
    case .seconds(let amount, let base):
      return curve(amount).combined(with: secondsOfOne(base)) { $0 * $1 }
    case .call(let call):
      let arguments = played(call)
      guard case .curve(let behaviour) = call.function.behaviour else { preconditionFailure("checked") }
      return behaviour(self, arguments)
    }
  }

  /// The moments of an expression.
  mutating func train(_ expression: EventExpression) -> EventTrain {
    switch expression {
    case .train(let name):
      return train(named: name)
    case .named(let index):
      guard case .train(let train) = named[index] else { preconditionFailure("checked to be an event") }
      return train
    case .call(let call):
      let arguments = played(call)
      guard case .events(let behaviour) = call.function.behaviour else { preconditionFailure("checked") }
      return behaviour(self, arguments)
    }
  }

  private mutating func played(_ call: Call) -> PlayedArguments {
    PlayedArguments(values: call.arguments.map { played($0) }, isAngular: call.isAngular)
  }

  private mutating func played(_ argument: Argument) -> PlayedArguments.Value {
    switch argument {
    case .number(let number): .curve(curve(number))
    case .event(let event): .train(train(event))
    case .period(let length, let base): .period(curve(length), base)
    case .whole(let whole): .whole(whole)
    case .word(let word): .word(word)
    case .list(let numbers): .list(numbers.map { curve($0) })
    case .missing: .missing
    }
  }

  private func secondsOfOne(_ base: TimeBase) -> Curve {
    switch base {
    case .seconds: .constant(1)
    case .beats: .frames(beats.lengths(at: frameStarts))
    case .bars: .frames(bars.lengths(at: frameStarts))
    }
  }

  /// Events of the analysis; beats and downbeats also where an analysis only has beats.
  func train(named name: String) -> EventTrain {
    let events = analysis.events[name] ?? []
    switch Analysis.EventName(rawValue: name) {
    case .beat where events.isEmpty: return train(of: analysis.beats)
    case .downbeat where events.isEmpty: return train(of: analysis.beats.downbeats)
    default: return EventTrain(events, at: frameRate, frameCount: frameCount)
    }
  }

  /// An event of full strength at each of these beats.
  func train(of beats: [Analysis.Beat]) -> EventTrain {
    EventTrain(
      beats.map { Analysis.Event(time: $0.time, strength: 1) }, at: frameRate, frameCount: frameCount)
  }

  /// A value for each frame, given the moments it shows, in order.
  func curve(
    over train: EventTrain, _ value: (_ frame: Int, _ new: ArraySlice<EventTrain.Moment>) -> Double
  ) -> Curve {
    let moments = train.moments
    var next = 0
    return .frames(
      (0..<frameCount).map { frame in
        let first = next
        while next < moments.count, moments[next].frame <= frame { next += 1 }
        return value(frame, moments[first..<next])
      })
  }

  private static let jumping = Set(Analysis.signalCatalogue.filter(\.jumps).map(\.name))

  private mutating func signal(_ name: String) -> [Double] {
    if let known = signals[name] { return known }
    let values = FrameSampling(frameRate: frameRate, frameCount: frameCount)
      .values(of: analysis.signals[name] ?? [], jumps: Self.jumping.contains(name))
    signals[name] = values
    return values
  }
}

extension [Analysis.Beat] {
  /// The first beats of bars.
  var downbeats: Self { filter { $0.position == 1 } }
}
