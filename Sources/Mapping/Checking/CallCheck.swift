/// Which argument is for what, and whether it is of the right kind.
extension ExpressionCheck {
  mutating func call(_ name: String, _ arguments: [Syntax], at syntax: Syntax) -> TypedExpression? {
    guard let function = Function(named: name) else {
      if definitions.lookUp(name) != nil {
        return wrong(at: syntax, "'\(name)' is not a function; it stands without parentheses")
      }
      let hint = Spelling(known: Function.all.map(\.name))
        .hint(for: name, orElse: "; 'reverie mappings --functions' lists them")
      return wrong(at: syntax, "unknown function '\(name)'\(hint)")
    }
    guard let places = assigned(arguments, to: function, at: syntax) else { return nil }
    var checked: [Argument?] = []
    var shared = Shared()
    for place in places {
      guard let argument = place.syntax else {
        checked.append(.missing)
        continue
      }
      checked.append(self.argument(argument, place.parameter, of: function, &shared, index: checked.count))
    }
    guard !checked.contains(where: { $0 == nil }) else { return nil }
    var argumentsChecked = checked.compactMap { $0 }
    guard let unit = unite(shared, into: &argumentsChecked, at: syntax) else { return nil }
    return built(function, argumentsChecked, unit: unit)
  }

  private struct Place {
    let parameter: Function.Parameter
    /// nil where it is left out.
    let syntax: Syntax?
  }

  /// Which argument is for which parameter.
  private mutating func assigned(
    _ arguments: [Syntax], to function: Function, at syntax: Syntax
  ) -> [Place]? {
    var rest = function.inPresentOrder(arguments)[...]
    var places: [Place] = []
    for (index, parameter) in function.parameters.enumerated() {
      let isLast = index == function.parameters.count - 1
      repeat {
        // A word that may be left out makes room for what comes behind it; at the end it is what is wrong.
        let fits = rest.first.map { !parameter.isOptional || isLast || parameter.takes($0) } ?? false
        places.append(Place(parameter: parameter, syntax: fits ? rest.popFirst() : nil))
      } while isLast && parameter.repeats && !rest.isEmpty
    }
    let isComplete = places.allSatisfy { $0.syntax != nil || $0.parameter.isOptional }
    guard rest.isEmpty, isComplete, arguments.count <= Self.longestList else {
      return wrong(at: syntax, function.complaint(about: arguments.count))
    }
    return places
  }

  /// Arguments, or values in a list, at most: more would only fill the memory.
  static let longestList = 64

  /// The numbers of a call that count the same, by the place they have among the arguments.
  private struct Shared {
    var inputs: [(index: Int, quantity: Quantity)] = []
    var outputs: [(index: Int, quantity: Quantity)] = []
    /// The values of its list.
    var list: (index: Int, quantities: [Quantity])?
    var speeds: [(index: Int, quantity: Quantity, syntax: Syntax, name: String)] = []
  }

  private mutating func argument(
    _ syntax: Syntax, _ parameter: Function.Parameter, of function: Function, _ shared: inout Shared,
    index: Int
  ) -> Argument? {
    let place = "\(function.name)'s \(parameter.name)"
    switch parameter.kind {
    case .number(let measure):
      guard let value = number(syntax, for: place) else { return nil }
      switch measure {
      case .input: shared.inputs.append((index, value))
      case .output: shared.outputs.append((index, value))
      case .any: break
      case .plain: return fitted(value, to: .none, of: place, at: syntax).map { .number($0) }
      case .angle:
        guard value.unit == .angle else {
          return fitted(value, to: .none, of: place, at: syntax).map { .number($0) }
        }
        return .number(value.number.times(.pi / 180))
      }
      return .number(value.number)
    case .time, .span, .period:
      return time(syntax, parameter.kind, for: place)
    case .speed:
      guard let value = number(syntax, for: place) else { return nil }
      shared.speeds.append((index, value, syntax, place))
      return .number(value.number)
    case .whole(let least):
      guard let value = number(syntax, for: place) else { return nil }
      guard let whole = value.number.constantValue, whole == whole.rounded(), whole >= Double(least),
        whole <= 1e9, value.unit == .none
      else { return wrong(at: syntax, "\(place) must be a whole number, \(least) or more") }
      return .whole(Int(whole))
    case .event:
      return event(syntax, for: place).map { .event($0) }
    case .trigger:
      switch expression(syntax)?.expression {
      case .event(let event): return .event(event)
      case .number(let number): return .number(number)
      case nil: return nil
      }
    case .list:
      return list(syntax, for: place, &shared, index: index)
    case .word(let words):
      guard case .name(let word) = syntax.form, words.contains(word) else {
        let written: String? = if case .name(let word) = syntax.form { word } else { nil }
        let hint = written.map { Spelling(known: words).hint(for: $0) } ?? ""
        return wrong(at: syntax, "\(place) is one of \(words.joined(separator: ", "))\(hint)")
      }
      return .word(word)
    }
  }

  private mutating func list(
    _ syntax: Syntax, for place: String, _ shared: inout Shared, index: Int
  ) -> Argument? {
    guard case .list(let items) = syntax.form, !items.isEmpty else {
      return wrong(at: syntax, "\(place) must be a list such as [0, 0.5, 1]")
    }
    guard items.count <= Self.longestList else {
      return wrong(
        at: syntax, "\(place) must be a list of at most \(Self.longestList) values, not \(items.count)")
    }
    guard let values = numbers(items) else { return nil }
    shared.list = (index, values)
    return .list(values.map(\.number))
  }

  private mutating func time(_ syntax: Syntax, _ kind: Function.Parameter.Kind, for place: String)
    -> Argument?
  {
    guard let value = number(syntax, for: place) else { return nil }
    if let constant = value.number.constantValue, value.unit.isTimeOrPlain {
      let isRight = kind == .time ? constant >= 0 : constant > 0
      guard isRight, constant.isFinite else {
        return wrong(
          at: syntax,
          "\(place) is a time and must be \(kind == .time ? "0 or more" : "above 0"), not \(constant.shortText)"
        )
      }
    }
    if kind == .period, case .time(let base) = value.unit { return .period(value.number, base) }
    guard let seconds = fitted(value, to: .time(.seconds), of: place, at: syntax) else { return nil }
    return kind == .period ? .period(seconds, .seconds) : .number(seconds)
  }

  /// Brings the numbers that must count the same to one unit; gives the result's.
  private mutating func unite(
    _ shared: Shared, into arguments: inout [Argument], at syntax: Syntax
  ) -> Unit? {
    guard
      let inputs = united(shared.inputs.map(\.quantity), "compared", at: syntax, plainPercent: true),
      let outputs = united(
        shared.outputs.map(\.quantity) + (shared.list?.quantities ?? []), "mixed", at: syntax,
        plainPercent: false)
    else { return nil }
    for (place, quantity) in zip(shared.inputs, inputs.quantities) {
      arguments[place.index] = .number(quantity.number)
    }
    for (place, quantity) in zip(shared.outputs, outputs.quantities) {
      arguments[place.index] = .number(quantity.number)
    }
    for speed in shared.speeds {
      guard
        let number = fitted(
          speed.quantity, to: .rate(outputs.unit, per: .seconds), of: speed.name, at: speed.syntax)
      else { return nil }
      arguments[speed.index] = .number(number)
    }
    return outputs.unit
  }

  private func built(_ function: Function, _ arguments: [Argument], unit: Unit) -> TypedExpression {
    let call = Call(function: function, arguments: arguments, isAngular: unit == .angle)
    switch function.behaviour {
    case .curve: return TypedExpression(expression: .number(.call(call)), unit: unit)
    case .events: return TypedExpression(expression: .event(.call(call)))
    case .operation(let operation):
      let numbers = arguments.map { argument in
        guard case .number(let number) = argument else { preconditionFailure("operations take numbers") }
        return number
      }
      return TypedExpression(expression: .number(.folding(operation, numbers)), unit: unit)
    }
  }
}

extension Function {
  /// The arguments in today's order: older mappings write every(event, n).
  fileprivate func inPresentOrder(_ arguments: [Syntax]) -> [Syntax] {
    guard name == "every", arguments.count == 2, case .number = arguments[1].form else { return arguments }
    return [arguments[1], arguments[0]]
  }

  /// What to say of a call with so many arguments.
  fileprivate func complaint(about count: Int) -> String {
    let least = parameters.count { !$0.isOptional }
    let repeats = parameters.last?.repeats == true
    let most = repeats ? ExpressionCheck.longestList : parameters.count
    let wanted = least == most ? "\(least)" : "\(least) to \(most)"
    return "\(name) takes \(wanted) argument\(wanted == "1" ? "" : "s"), not \(count): \(signature)"
  }
}

extension Function.Parameter {
  /// Whether an argument may be meant for this place, which could also be left out.
  fileprivate func takes(_ syntax: Syntax) -> Bool {
    guard case .word(let words) = kind else { return true }
    guard case .name(let name) = syntax.form else { return false }
    return words.contains(name) || Spelling(known: words).nearest(to: name) != nil
  }
}
