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
  }

  /// Seconds a frame is on screen.
  var frameDuration: Double { frameRate.time(ofFrame: 1) }

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
    case .smooth(let x, let attack, let release):
      return smooth(curve(x), attack: curve(attack), release: curve(release))
    case .gate(let x, let open, let close):
      return gate(curve(x), open: curve(open), close: curve(close))
    case .lfo(let period, let phase):
      return lfo(period: curve(period), phase: curve(phase))
    case .wander(let period, let seed):
      return wander(period: curve(period), seed: seed)
    case .decay(let event, let halfLife):
      return decay(train(event), halfLife: curve(halfLife))
    case .cycle(let event, let every, let values, let fade):
      return cycle(train(event), every: every, values, fade: curve(fade))
    case .count(let event):
      return count(train(event))
    case .since(let event):
      return since(train(event))
    case .hold(let x, let event):
      return hold(curve(x), train(event))
    case .random(let event, let seed):
      return random(train(event), seed: seed)
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
    case .every(let event, let n):
      let moments = train(event).moments
      return EventTrain(stride(from: 0, to: moments.count, by: n).map { moments[$0] })
    case .either(let a, let b):
      return EventTrain((train(a).moments + train(b).moments).sorted { $0.time < $1.time })
    case .when(let condition):
      return when(curve(condition))
    }
  }

  /// Events of the analysis; beats and downbeats also where an analysis only has beats.
  func train(named name: String) -> EventTrain {
    var events = analysis.events[name] ?? []
    if events.isEmpty, name == "beat" || name == "downbeat" {
      events = analysis.beats.filter { name == "beat" || $0.position == 1 }
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
