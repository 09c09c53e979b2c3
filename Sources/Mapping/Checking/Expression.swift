/// An expression whose names are known and whose types are right.
enum Expression: Sendable {
  case number(NumberExpression)
  case event(EventExpression)
}

/// An expression and what its numbers count.
struct TypedExpression: Sendable {
  let expression: Expression
  var unit = Unit.none
}

/// A curve: one number a frame.
indirect enum NumberExpression: Sendable {
  case constant(Double)
  /// One of `Analysis.signalNames`.
  case signal(String)
  case clock(Clock)
  /// The curve with this index under `let:`.
  case named(Int)
  case operation(Operation, [NumberExpression])
  /// So many beats or bars, as seconds at the tempo of the moment.
  case seconds(NumberExpression, TimeBase)
  /// A function that gives a curve.
  case call(Call)
}

/// A train of moments.
indirect enum EventExpression: Sendable {
  /// One of `Analysis.eventNames`.
  case train(String)
  /// The train with this index under `let:`.
  case named(Int)
  /// A function that gives events.
  case call(Call)
}

/// A function with its arguments.
struct Call: Sendable {
  let function: Function
  /// One for each of the function's parameters, or more for the last if it repeats.
  let arguments: [Argument]
  /// Whether its numbers are angles, which go round.
  let isAngular: Bool
}

/// A checked argument.
enum Argument: Sendable {
  case number(NumberExpression)
  case event(EventExpression)
  case list([NumberExpression])
  /// A stretch of seconds, beats or bars, which may change on the way.
  case period(NumberExpression, TimeBase)
  case whole(Int)
  case word(String)
  case missing
}

extension NumberExpression {
  /// The value of an expression that is a written-out number.
  var constantValue: Double? {
    if case .constant(let value) = self { value } else { nil }
  }

  /// Computes at once what depends on nothing, so that ranges of written-out numbers can be checked.
  static func folding(_ operation: Operation, _ operands: [NumberExpression]) -> NumberExpression {
    let values = operands.compactMap(\.constantValue)
    return values.count == operands.count ? .constant(operation(values)) : .operation(operation, operands)
  }

  /// The same, `factor` times.
  func times(_ factor: Double) -> NumberExpression { .folding(.unary { $0 * factor }, [self]) }
}

extension TypedExpression {
  /// The same as a reference to the definition with this index; written-out numbers stay what they are.
  func named(_ index: Int) -> Self {
    switch expression {
    case .number(.constant): self
    case .number: Self(expression: .number(.named(index)), unit: unit)
    case .event: Self(expression: .event(.named(index)))
    }
  }
}
