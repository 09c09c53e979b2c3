import AudioAnalysis
import Foundation
import Media

/// Plays expressions over an analysis: one value a frame.
///
/// Every expression becomes a curve over all frames before the next is looked at; what has a memory
/// (`smooth`, `decay`...) runs over frames from the song's start. Source: `Sync` rules of the clip: a curve's
/// value at a frame is its value at the frame's start, a peak within the frame is kept, and an event acts at full
/// strength in the frame on screen at its time.
struct Evaluator {
  let analysis: Analysis
  let frameRate: FrameRate
  let frameCount: Int
  private let beats: MusicalTime
  private let bars: MusicalTime
  private var named: [Value] = []
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
    beats = MusicalTime(heard.map(\.time), otherwise: 0.5)
    bars = MusicalTime(heard.filter { $0.position == 1 }.map(\.time), otherwise: 2)
  }

  /// Seconds a frame is on screen.
  var frameDuration: Double { frameRate.time(ofFrame: 1) }

  /// Seconds, beats or bars passed by each frame's start, and by the last frame's end.
  func places(in base: TimeBase) -> [Double] {
    let times = (0...frameCount).map { frameRate.time(ofFrame: $0) }
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
      var curves: [Curve] = []
      for operand in operands { curves.append(curve(operand)) }
      return .applying(operation, to: curves, frameCount: frameCount)
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

  private mutating func played(_ call: Call) -> Played {
    var values: [Played.Value] = []
    for argument in call.arguments { values.append(played(argument)) }
    return Played(values: values, isAngular: call.isAngular)
  }

  private mutating func played(_ argument: Argument) -> Played.Value {
    switch argument {
    case .number(let number): return .curve(curve(number))
    case .event(let event): return .train(train(event))
    case .period(let length, let base): return .period(curve(length), base)
    case .whole(let whole): return .whole(whole)
    case .word(let word): return .word(word)
    case .missing: return .missing
    case .list(let numbers):
      var curves: [Curve] = []
      for number in numbers { curves.append(curve(number)) }
      return .list(curves)
    }
  }

  private func secondsOfOne(_ base: TimeBase) -> Curve {
    let times = (0..<frameCount).map { frameRate.time(ofFrame: $0) }
    return switch base {
    case .seconds: .constant(1)
    case .beats: .frames(beats.lengths(at: times))
    case .bars: .frames(bars.lengths(at: times))
    }
  }

  /// Events of the analysis; beats and downbeats also where an analysis only has beats.
  func train(named name: String) -> EventTrain {
    var events = analysis.events[name] ?? []
    let (beat, downbeat) = (Analysis.EventName.beat.rawValue, Analysis.EventName.downbeat.rawValue)
    if events.isEmpty, name == beat || name == downbeat {
      events = analysis.beats.filter { name == beat || $0.position == 1 }
        .map { Analysis.Event(time: $0.time, strength: 1) }
    }
    return EventTrain(events, at: frameRate, frameCount: frameCount)
  }

  private static let jumping = Set(Analysis.signalCatalogue.filter(\.jumps).map(\.name))

  private mutating func signal(_ name: String) -> [Double] {
    if let known = signals[name] { return known }
    let sampling = FrameSampling(frameRate: frameRate, frameCount: frameCount)
    let (signal, rate) = (analysis.signals[name] ?? [], Analysis.signalRate)
    let values =
      Self.jumping.contains(name)
      ? sampling.steps(of: signal, rate: rate) : sampling.values(of: signal, rate: rate)
    signals[name] = values
    return values
  }
}
