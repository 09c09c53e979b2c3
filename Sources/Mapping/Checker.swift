import AudioAnalysis

/// Finds what names stand for, and that numbers and events stand where they belong.
struct Checker {
  /// Names given so far under `let:`, in order.
  private(set) var names: [String] = []
  private var kinds: [String: Expression] = [:]

  /// Names that stand for a number anywhere. Where a clock has the name of an analysis signal, the clock counts: it is
  /// exact at every frame.
  static let signalNames =
    Analysis.signalNames.filter { Clock(rawValue: $0) == nil } + Clock.allCases.map(\.rawValue)
  private static let constants: [String: Double] = ["pi": .pi, "true": 1, "false": 0]
  /// Names that a mapping can't give to its own curves. Those of what is heard it can, so that a mapping goes on
  /// meaning the same when more is heard one day.
  static let reserved: Set<String> = Set(
    Clock.allCases.map(\.rawValue) + constants.keys + Function.allCases.map(\.rawValue)
      + ["and", "or", "not"])

  /// Makes `name` stand for `expression` from now on.
  mutating func define(_ name: String, as expression: Expression) {
    switch expression {
    case .number: kinds[name] = .number(.named(names.count))
    case .event: kinds[name] = .event(.named(names.count))
    }
    names.append(name)
  }

  /// The expression if it gives a number.
  func number(_ source: ExpressionSource) throws(MappingError) -> NumberExpression {
    try Check(source: source, checker: self).number(ExpressionParser.parse(source), for: nil)
  }

  /// The expression, whether it gives a number or an event.
  func expression(_ source: ExpressionSource) throws(MappingError) -> Expression {
    try Check(source: source, checker: self).expression(ExpressionParser.parse(source))
  }

  fileprivate func lookUp(_ name: String) -> Expression? {
    if let own = kinds[name] { return own }
    if let value = Self.constants[name] { return .number(.constant(value)) }
    if let clock = Clock(rawValue: name) { return .number(.clock(clock)) }
    if Analysis.signalNames.contains(name) { return .number(.signal(name)) }
    return Analysis.eventNames.contains(name) ? .event(.train(name)) : nil
  }
}

/// The check of one expression.
private struct Check {
  let source: ExpressionSource
  let checker: Checker

  func expression(_ syntax: Syntax) throws(MappingError) -> Expression {
    switch syntax.form {
    case .number(let value):
      return .number(.constant(value))
    case .name(let name):
      return try lookUp(name, at: syntax.offset)
    case .list:
      throw source.error(at: syntax.offset, "a list only has a place in cycle(event, every, [a, b, c])")
    case .operation(let operation, let operands):
      return .number(folded(operation, try numbers(operands)))
    case .call(let name, let arguments):
      return try call(name, arguments, at: syntax.offset)
    }
  }

  /// - Parameter place: "decay's halfLife" where the number is an argument.
  func number(_ syntax: Syntax, for place: String?) throws(MappingError) -> NumberExpression {
    switch try expression(syntax) {
    case .number(let number): return number
    case .event:
      throw source.error(
        at: syntax.offset,
        "\(described(syntax)) is an event\(place.map { ", but \($0) is a number" } ?? ", not a number"); "
          + "write decay(\(word(syntax)), 0.2) for a pulse")
    }
  }

  private func numbers(_ list: [Syntax]) throws(MappingError) -> [NumberExpression] {
    var result: [NumberExpression] = []
    for syntax in list { result.append(try number(syntax, for: nil)) }
    return result
  }

  /// Computes at once what depends on nothing, so that ranges of written-out numbers can be checked.
  private func folded(_ operation: Operation, _ operands: [NumberExpression]) -> NumberExpression {
    let values = operands.compactMap(\.constantValue)
    return values.count == operands.count
      ? .constant(operation(values)) : .operation(operation, operands)
  }

  private func lookUp(_ name: String, at offset: Int) throws(MappingError) -> Expression {
    if let found = checker.lookUp(name) { return found }
    if let function = Function(rawValue: name) {
      throw source.error(at: offset, "'\(name)' is a function; write \(function.signature)")
    }
    let hint = Spelling(known: checker.names + Checker.signalNames + Analysis.eventNames).hint(for: name)
    throw source.error(at: offset, "unknown signal '\(name)'\(hint)")
  }

  // MARK: Calls

  private func call(_ name: String, _ arguments: [Syntax], at offset: Int) throws(MappingError) -> Expression
  {
    guard let function = Function(rawValue: name) else {
      if checker.lookUp(name) != nil {
        throw source.error(at: offset, "'\(name)' is not a function; it stands without parentheses")
      }
      let known = Spelling(known: Function.allCases.map(\.rawValue))
      throw source.error(
        at: offset, "unknown function '\(name)'\(known.hint(for: name, otherwise: "functions"))")
    }
    let parameters = function.parameters
    let least = parameters.count { !$0.isOptional }
    let most = parameters.last?.repeats == true ? Int.max : parameters.count
    guard (least...most).contains(arguments.count) else {
      let wanted = most == Int.max ? "\(least) or more" : least == most ? "\(least)" : "\(least) to \(most)"
      throw source.error(
        at: offset,
        "\(name) takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(arguments.count): "
          + function.signature)
    }
    var checked: [Argument] = []
    for (index, syntax) in arguments.enumerated() {
      checked.append(try argument(syntax, parameters[Swift.min(index, parameters.count - 1)], of: function))
    }
    return build(function, Arguments(checked))
  }

  private func argument(
    _ syntax: Syntax, _ parameter: Function.Parameter, of function: Function
  ) throws(MappingError) -> Argument {
    let place = "\(function.rawValue)'s \(parameter.name)"
    switch parameter.kind {
    case .number:
      return .number(try number(syntax, for: place))
    case .period, .seconds:
      let value = try number(syntax, for: place)
      if let constant = value.constantValue {
        let isRight = parameter.kind == .period ? constant > 0 : constant >= 0
        if !isRight || !constant.isFinite {
          throw source.error(
            at: syntax.offset,
            "\(place) is in seconds and must be \(parameter.kind == .period ? "above 0" : "0 or more")"
              + ", not \(constant.shortText)")
        }
      }
      return .number(value)
    case .whole(let least):
      guard let value = try number(syntax, for: place).constantValue, value == value.rounded(),
        value >= Double(least), value <= 1e9
      else {
        throw source.error(at: syntax.offset, "\(place) must be a whole number, \(least) or more")
      }
      return .whole(Int(value))
    case .event:
      return .event(try event(syntax, for: place))
    case .list:
      guard case .list(let items) = syntax.form, !items.isEmpty else {
        throw source.error(at: syntax.offset, "\(place) must be a list such as [0, 0.5, 1]")
      }
      return .list(try numbers(items))
    }
  }

  private func event(_ syntax: Syntax, for place: String) throws(MappingError) -> EventExpression {
    if case .list = syntax.form {
      throw source.error(at: syntax.offset, "\(place) is an event, not a list")
    }
    switch try expression(syntax) {
    case .event(let event): return event
    case .number:
      throw source.error(
        at: syntax.offset,
        "\(described(syntax)) is a number, but \(place) is an event: "
          + "\(Analysis.eventNames.joined(separator: ", ")), every(event, n) or when(condition)")
    }
  }

  private func build(_ function: Function, _ x: Arguments) -> Expression {
    if let operation = function.operation { return .number(folded(operation, x.numbers)) }
    let number: NumberExpression
    switch function {
    case .smooth: number = .smooth(x.number(0), attack: x.number(1), release: x.number(2))
    case .decay: number = .decay(x.event(0), halfLife: x.number(1))
    case .cycle:
      number = .cycle(x.event(0), every: x.whole(1), x.list(2), fade: x.number(3, otherwise: .constant(0)))
    case .lfo: number = .lfo(period: x.number(0), phase: x.number(1, otherwise: .constant(0)))
    case .wander: number = .wander(period: x.number(0), seed: x.whole(1))
    case .hold: number = .hold(x.number(0), x.event(1))
    case .random: number = .random(x.event(0), seed: x.whole(1))
    case .gate: number = .gate(x.number(0), open: x.number(1), close: x.number(2, otherwise: x.number(1)))
    case .count: number = .count(x.event(0))
    case .since: number = .since(x.event(0))
    case .every: return .event(.every(x.event(0), x.whole(1)))
    case .either: return .event(.either(x.event(0), x.event(1)))
    case .when: return .event(.when(x.number(0)))
    default: preconditionFailure("\(function) is an operation")
    }
    return .number(number)
  }

  // MARK: Words for messages

  private func described(_ syntax: Syntax) -> String { "'\(word(syntax))'" }

  private func word(_ syntax: Syntax) -> String {
    switch syntax.form {
    case .name(let name): name
    case .call(let name, _): "\(name)(...)"
    case .number(let value): value.shortText
    case .operation, .list: "this"
    }
  }
}

/// A checked argument.
private enum Argument {
  case number(NumberExpression)
  case event(EventExpression)
  case list([NumberExpression])
  case whole(Int)
}

/// Checked arguments, each of the kind its parameter asks for.
private struct Arguments {
  private let values: [Argument]

  init(_ values: [Argument]) { self.values = values }

  var numbers: [NumberExpression] { values.indices.map { number($0) } }

  func number(_ index: Int, otherwise: NumberExpression = .constant(0)) -> NumberExpression {
    guard index < values.count else { return otherwise }
    guard case .number(let number) = values[index] else { preconditionFailure("checked to be a number") }
    return number
  }

  func event(_ index: Int) -> EventExpression {
    guard case .event(let event) = values[index] else { preconditionFailure("checked to be an event") }
    return event
  }

  func list(_ index: Int) -> [NumberExpression] {
    guard case .list(let list) = values[index] else { preconditionFailure("checked to be a list") }
    return list
  }

  /// 0 where the argument is left out.
  func whole(_ index: Int) -> Int {
    guard index < values.count else { return 0 }
    guard case .whole(let whole) = values[index] else { preconditionFailure("checked to be whole") }
    return whole
  }
}

extension NumberExpression {
  /// The value of an expression that is a written-out number.
  var constantValue: Double? {
    if case .constant(let value) = self { value } else { nil }
  }
}

extension Double {
  /// As a person writes it: 3, not 3.0.
  var shortText: String { self == rounded() && Swift.abs(self) < 1e15 ? String(Int(self)) : String(self) }
}
