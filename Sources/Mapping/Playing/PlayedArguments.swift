/// A function's arguments, played over a song.
struct PlayedArguments {
  enum Value {
    case curve(Curve)
    case train(EventTrain)
    case list([Curve])
    /// A stretch's length, counted in seconds, beats or bars.
    case period(Curve, TimeBase)
    case whole(Int)
    case word(String)
    case missing
  }

  /// One for each argument.
  let values: [Value]
  /// Whether the numbers are angles, which go round.
  let isAngular: Bool

  /// A number, time or speed; `otherwise` where it is left out.
  func curve(_ index: Int, otherwise: Curve = .constant(0)) -> Curve {
    switch values[index] {
    case .curve(let curve): curve
    case .missing: otherwise
    default: preconditionFailure("checked to be a number")
    }
  }

  func train(_ index: Int) -> EventTrain {
    guard case .train(let train) = values[index] else { preconditionFailure("checked to be an event") }
    return train
  }

  func list(_ index: Int) -> [Curve] {
    guard case .list(let list) = values[index] else { preconditionFailure("checked to be a list") }
    return list
  }

  func period(_ index: Int) -> (length: Curve, base: TimeBase) {
    guard case .period(let length, let base) = values[index] else { preconditionFailure("checked") }
    return (length, base)
  }

  /// 0 where it is left out.
  func whole(_ index: Int) -> Int {
    switch values[index] {
    case .whole(let whole): whole
    case .missing: 0
    default: preconditionFailure("checked to be whole")
    }
  }

  func word(_ index: Int, otherwise: String) -> String {
    if case .word(let word) = values[index] { word } else { otherwise }
  }
}
