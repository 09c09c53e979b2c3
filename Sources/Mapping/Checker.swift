import AudioAnalysis

/// Finds what names stand for, and that numbers, units and events stand where they belong.
struct Checker {
  /// All that was found to be wrong so far.
  private(set) var mistakes: [MappingError] = []
  private var names: [String: Meaning] = [:]
  private var meanings: [Int: Meaning] = [:]
  private var definitionCount = 0
  /// The name that is being given a meaning.
  fileprivate private(set) var defining: String?
  private var size = 0

  /// What a name stands for.
  fileprivate enum Meaning {
    case known(Typed)
    /// Its own definition is wrong, which has been said already.
    case broken
  }

  /// An expression and what its numbers count.
  struct Typed {
    let expression: Expression
    var unit = Unit.none
  }

  /// Names that stand for a number anywhere. Where a clock has the name of an analysis signal, the clock counts: it is
  /// exact at every frame.
  static let signalNames =
    Analysis.signalNames.filter { Clock(rawValue: $0) == nil } + Clock.allCases.map(\.rawValue)
  private static let constants: [String: Double] = ["pi": .pi, "true": 1, "false": 0]
  /// Names that a mapping can't give to its own curves. Those of what is heard it can, so that a mapping goes on
  /// meaning the same when more is heard one day, and those of functions, which stand before parentheses.
  static let reserved: Set<String> = Set(
    Clock.allCases.map(\.rawValue) + constants.keys + ["and", "or", "not", "s", "ms"])
  /// Forms in all expressions of a mapping: a stranger's file must not keep the machine busy.
  static let largest = 4000

  /// Takes note of a mistake.
  mutating func note(_ mistake: MappingError) { mistakes.append(mistake) }

  /// The expression's form; nil, and a mistake, where it has none.
  mutating func parse(_ source: ExpressionSource) -> Syntax? {
    do throws(MappingError) {
      let syntax = try ExpressionParser.parse(source)
      size += syntax.size
      guard size <= Self.largest else {
        throw source.error(at: 0, "too much: all expressions together have more than \(Self.largest) words")
      }
      return syntax
    } catch {
      note(error)
      return nil
    }
  }

  /// Checks a definition under `let:`, and makes its name stand for it from now on.
  ///
  /// - Parameters:
  ///   - id: the definition's number, for `shadowing` of later ones.
  ///   - syntax: nil where it can't be read.
  ///   - shadowing: the definition that its own name stands for within it, as one does that an extended mapping has.
  ///   - isLast: whether it is the one that the name stands for in all other expressions.
  /// - Returns: the expression, if it is right.
  mutating func define(
    _ id: Int, _ name: String, as syntax: Syntax?, of source: ExpressionSource, shadowing: Int?, isLast: Bool
  ) -> Expression? {
    let others = names[name]
    names[name] = shadowing.flatMap { meanings[$0] }
    defining = name
    let typed = syntax.flatMap { expression($0, of: source) }
    defining = nil
    let meaning = typed.map { Meaning.known($0.named(definitionCount)) } ?? .broken
    meanings[id] = meaning
    names[name] = isLast ? meaning : others
    if typed != nil { definitionCount += 1 }
    return typed?.expression
  }

  /// Makes `name` stand for nothing, without further complaint wherever it is used.
  mutating func giveUp(_ id: Int, _ name: String) {
    names[name] = .broken
    meanings[id] = .broken
  }

  private mutating func expression(_ syntax: Syntax, of source: ExpressionSource) -> Typed? {
    var check = Check(source: source, checker: self)
    let typed = check.expression(syntax)
    mistakes += check.mistakes
    return typed
  }

  /// The expression if it gives a number that fits a place.
  ///
  /// - Parameters:
  ///   - place: what error messages call it: "zoom".
  ///   - unit: what it counts there.
  ///   - isSpeed: whether it is so much each 1/24 s, and may be written as so much a second.
  mutating func number(
    _ source: ExpressionSource, for place: String, in unit: Unit = .none, isSpeed: Bool = false
  ) -> NumberExpression? {
    guard let syntax = parse(source) else { return nil }
    var check = Check(source: source, checker: self)
    let number = check.number(syntax, for: nil).flatMap {
      check.fitted($0, to: unit, of: place, at: syntax, isSpeed: isSpeed)
    }
    mistakes += check.mistakes
    return number
  }

  /// The expression if it gives events, or if it is a time: then an event each time that much has passed.
  mutating func moments(_ source: ExpressionSource, for place: String) -> EventExpression? {
    guard let syntax = parse(source) else { return nil }
    var check = Check(source: source, checker: self)
    let event = check.moments(syntax, for: place)
    mistakes += check.mistakes
    return event
  }

  fileprivate func lookUp(_ name: String) -> Meaning? {
    if let own = names[name] { return own }
    if let value = Self.constants[name] { return .known(Typed(expression: .number(.constant(value)))) }
    if let clock = Clock(rawValue: name) { return .known(Typed(expression: .number(.clock(clock)))) }
    if Analysis.signalNames.contains(name) {
      return .known(Typed(expression: .number(.signal(name))))
    }
    return Analysis.eventNames.contains(name) ? .known(Typed(expression: .event(.train(name)))) : nil
  }

  /// The names that a mistyped one may have been meant for.
  fileprivate var knownNames: [String] {
    names.keys.sorted() + Self.signalNames + Analysis.eventNames + ["bands", "chroma"]
  }
}

extension Checker.Typed {
  /// The same as a reference to the definition with this index; written-out numbers stay what they are.
  fileprivate func named(_ index: Int) -> Self {
    switch expression {
    case .number(.constant): self
    case .number: Self(expression: .number(.named(index)), unit: unit)
    case .event: Self(expression: .event(.named(index)))
    }
  }
}

/// A number and what it counts.
private struct Quantity {
  var number: NumberExpression
  var unit = Unit.none

  /// As a plain number: 50 % is 0.5.
  var plain: Quantity {
    unit == .percent ? Quantity(number: number.times(0.01)) : self
  }

  /// Nothing is nothing in every unit.
  var isZero: Bool { unit == .none && number.constantValue == 0 }
}

/// The check of one expression.
private struct Check {
  let source: ExpressionSource
  let checker: Checker
  var mistakes: [MappingError] = []

  init(source: ExpressionSource, checker: Checker) {
    self.source = source
    self.checker = checker
  }

  /// Takes note of a mistake; nil, so that what can't be checked any further isn't.
  private mutating func wrong<Result>(at syntax: Syntax, _ reason: String) -> Result? {
    mistakes.append(source.error(at: syntax.offset, reason))
    return nil
  }

  mutating func expression(_ syntax: Syntax) -> Checker.Typed? {
    switch syntax.form {
    case .number(let value, let unit):
      return Checker.Typed(expression: .number(.constant(value)), unit: unit)
    case .name(let name):
      return lookUp(name, at: syntax)
    case .index(let name, let index):
      return indexed(name, index, at: syntax)
    case .list:
      return wrong(
        at: syntax, "a list only has a place in cycle(event, every, [a, b, c]) and choose(index, [a, b, c])")
    case .operation(let symbol, let operands):
      return operation(symbol, operands, at: syntax).map {
        Checker.Typed(expression: .number($0.number), unit: $0.unit)
      }
    case .call(let name, let arguments):
      return call(name, arguments, at: syntax)
    }
  }

  /// - Parameter place: "decay's halfLife" where the number is an argument.
  mutating func number(_ syntax: Syntax, for place: String?) -> Quantity? {
    guard let typed = expression(syntax) else { return nil }
    switch typed.expression {
    case .number(let number): return Quantity(number: number, unit: typed.unit)
    case .event:
      return wrong(
        at: syntax,
        "\(described(syntax)) is an event\(place.map { ", but \($0) is a number" } ?? ", not a number"); "
          + "write decay(\(word(syntax)), 0.2s) for a pulse")
    }
  }

  private mutating func numbers(_ list: [Syntax]) -> [Quantity]? {
    let quantities = list.map { number($0, for: nil) }
    return quantities.contains { $0 == nil } ? nil : quantities.compactMap { $0 }
  }

  // MARK: Names

  private mutating func lookUp(_ name: String, at syntax: Syntax) -> Checker.Typed? {
    switch checker.lookUp(name) {
    case .known(let typed): return typed
    case .broken: return nil
    case nil: break
    }
    if name == checker.defining {
      return wrong(at: syntax, "'\(name)' can't be made of itself; there is no signal of this name")
    }
    if let function = Function(named: name) {
      return wrong(at: syntax, "'\(name)' is a function; write \(function.signature)")
    }
    if let family = Family(rawValue: name) {
      return wrong(at: syntax, "'\(name)' are \(family.count) signals; choose one, as in \(family.example)")
    }
    return wrong(
      at: syntax, "unknown signal '\(name)'\(Spelling(known: checker.knownNames).hint(for: name))")
  }

  private mutating func indexed(_ name: String, _ index: Syntax, at syntax: Syntax) -> Checker.Typed? {
    guard let family = Family(rawValue: name) else {
      let hint = Spelling(known: Family.allCases.map(\.rawValue)).nearest(to: name).map {
        "; did you mean '\($0)'?"
      }
      return wrong(
        at: syntax, "'\(name)' has nothing to choose from with [ ]\(hint ?? "; bands[0] and chroma[C] have")")
    }
    guard let signal = family.signal(index.form) else { return wrong(at: index, family.mistake) }
    return Checker.Typed(expression: .number(.signal(signal)))
  }

  // MARK: Operators

  private mutating func operation(_ symbol: Operator, _ operands: [Syntax], at syntax: Syntax) -> Quantity? {
    guard let x = numbers(operands) else { return nil }
    func result(_ x: [Quantity], _ unit: Unit) -> Quantity {
      Quantity(number: .folding(symbol.operation, x.map(\.number)), unit: unit)
    }
    switch symbol {
    case .and, .or, .not: return result(x, .none)
    case .negate: return result(x, x[0].unit)
    case .less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual:
      return united(x, "compared", at: syntax, plainPercent: true).map { result($0.quantities, .none) }
    case .add, .subtract:
      let verb = symbol == .add ? "added" : "subtracted"
      return united(x, verb, at: syntax, plainPercent: false).map { result($0.quantities, $0.unit) }
    case .choose:
      return united(Array(x.dropFirst()), "alternatives", at: syntax, plainPercent: false).map {
        result([x[0]] + $0.quantities, $0.unit)
      }
    case .power:
      let plain = x.map(\.plain)
      guard let odd = plain.first(where: { $0.unit != .none }) else { return result(plain, .none) }
      return wrong(at: syntax, "^ is for numbers without a unit, not for \(odd.unit.described)")
    case .multiply:
      guard let (factors, unit) = product(x[0], x[1]) else {
        return incompatible(x, "multiplied", at: syntax)
      }
      return result(factors, unit)
    case .divide:
      guard let (parts, unit) = quotient(x[0], x[1]) else { return incompatible(x, "divided", at: syntax) }
      return result(parts, unit)
    }
  }

  private func product(_ a: Quantity, _ b: Quantity) -> ([Quantity], Unit)? {
    switch (a.unit, b.unit) {
    case (let unit, .none), (.none, let unit): return ([a, b], unit)
    case (_, .percent): return ([a, b.plain], a.unit)
    case (.percent, _): return ([a.plain, b], b.unit)
    case (.rate(let unit, let base), .time(let other)) where base == other: return ([a, b], unit)
    case (.time(let other), .rate(let unit, let base)) where base == other: return ([a, b], unit)
    default: return nil
    }
  }

  private func quotient(_ a: Quantity, _ b: Quantity) -> ([Quantity], Unit)? {
    switch (a.unit, b.unit) {
    case (let unit, .none): return ([a, b], unit)
    case (let one, let other) where one == other: return ([a, b], .none)
    case (_, .percent): return ([a, b.plain], a.unit)
    case (.rate, .time), (.time, .time): return nil
    case (let unit, .time(let base)): return ([a, b], .rate(unit, per: base))
    case (let unit, .rate(let other, let base)) where unit == other: return ([a, b], .time(base))
    default: return nil
    }
  }

  private mutating func incompatible<Result>(_ x: [Quantity], _ verb: String, at syntax: Syntax) -> Result? {
    wrong(at: syntax, "\(x[0].unit.described) and \(x[1].unit.described) can't be \(verb)")
  }

  /// Numbers that must count the same, and what that is. A plain number counts as the others, but for beats, bars and
  /// percent, where nobody could tell what is meant.
  ///
  /// - Parameter plainPercent: whether percentages beside plain numbers become such.
  private mutating func united(
    _ x: [Quantity], _ verb: String, at syntax: Syntax, plainPercent: Bool
  ) -> (quantities: [Quantity], unit: Unit)? {
    let hasPlain = x.contains { $0.unit == .none && !$0.isZero }
    let x = plainPercent && hasPlain ? x.map(\.plain) : x
    guard let first = x.first(where: { $0.unit != .none }) else { return (x, .none) }
    func message(_ other: Unit) -> String {
      verb == "alternatives"
        ? "the results are \(first.unit.described) and \(other.described); they must count the same"
        : "\(first.unit.described) and \(other.described) can't be \(verb)"
    }
    if let other = x.first(where: { $0.unit != .none && $0.unit != first.unit }) {
      return wrong(at: syntax, message(other.unit))
    }
    if hasPlain, !first.unit.isPlainByNature {
      let remedy = first.unit == .percent ? "; write % behind both numbers, or behind none" : ""
      return wrong(at: syntax, message(.none) + remedy)
    }
    return (x, first.unit)
  }

  /// The number in the unit that its place asks for.
  mutating func fitted(
    _ quantity: Quantity, to unit: Unit, of place: String, at syntax: Syntax, isSpeed: Bool = false
  ) -> NumberExpression? {
    switch (quantity.unit, unit) {
    case (let one, let other) where one == other: return quantity.number
    case (.none, .time), (.none, .angle), (.none, .percent), (.none, .pixels): return quantity.number
    case (.none, .rate(_, .seconds)): return quantity.number
    case (.percent, .none): return quantity.plain.number
    case (.time(let base), .time(.seconds)): return .seconds(quantity.number, base)
    case (.rate(let one, let base), .rate(let other, .seconds)) where one == other:
      return .folding(Operator.divide.operation, [quantity.number, .seconds(.constant(1), base)])
    case (.rate(unit, .seconds), _) where isSpeed && unit != .none: return quantity.number.times(1.0 / 24)
    default:
      return wrong(
        at: syntax,
        "\(place) \(Self.wish(for: unit)), but \(described(syntax)) is \(quantity.unit.described)")
    }
  }

  private static func wish(for unit: Unit) -> String {
    switch unit {
    case .none: "has no unit"
    case .time(.seconds): "is a time such as 0.2s, 50ms or 1 beat"
    case .time: "is \(unit.described)"
    case .angle: "is an angle such as 30deg"
    case .percent: "is a percentage such as 5%"
    case .pixels: "is a length such as 8px"
    case .rate(.none, _): "says how much a second, such as 0.5/s"
    case .rate(.angle, _): "says how much a second, such as 30deg/s"
    case .rate(let unit, _): "says how much a second, such as 5\(unit.suffix)/s"
    }
  }

  // MARK: Calls

  private mutating func call(_ name: String, _ arguments: [Syntax], at syntax: Syntax) -> Checker.Typed? {
    guard let function = Function(named: name) else {
      if checker.lookUp(name) != nil {
        return wrong(at: syntax, "'\(name)' is not a function; it stands without parentheses")
      }
      let known = Spelling(known: Function.all.map(\.name))
      let hint = known.nearest(to: name).map { "; did you mean '\($0)'?" }
      return wrong(
        at: syntax,
        "unknown function '\(name)'\(hint ?? "; 'reverie mappings --functions' lists them")")
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
    guard let unit = unite(shared, into: &argumentsChecked, of: function, at: syntax) else { return nil }
    return built(function, argumentsChecked, unit: unit)
  }

  private struct Place {
    let parameter: Function.Parameter
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
    /// What the values of its list count.
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
        let hint: String
        if case .name(let word) = syntax.form {
          hint = Spelling(known: words).hint(for: word)
        } else {
          hint = ""
        }
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
    _ shared: Shared, into arguments: inout [Argument], of function: Function, at syntax: Syntax
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

  private func built(_ function: Function, _ arguments: [Argument], unit: Unit) -> Checker.Typed {
    let call = Call(function: function, arguments: arguments, isAngular: unit == .angle)
    switch function.behaviour {
    case .curve: return Checker.Typed(expression: .number(.call(call)), unit: unit)
    case .events: return Checker.Typed(expression: .event(.call(call)))
    case .operation(let operation):
      let numbers = arguments.map { argument in
        guard case .number(let number) = argument else { preconditionFailure("operations take numbers") }
        return number
      }
      return Checker.Typed(expression: .number(.folding(operation, numbers)), unit: unit)
    }
  }

  // MARK: Events

  /// The event of the song that a name means where an event is wanted, though it stands for a number elsewhere: `bar`
  /// is the downbeat, and `kick` the stroke, also where a mapping has made a curve of that name.
  private func heard(_ syntax: Syntax) -> EventExpression? {
    guard case .name(let name) = syntax.form, case .known(let typed)? = checker.lookUp(name),
      case .number = typed.expression
    else { return nil }
    if Analysis.eventNames.contains(name) { return .train(name) }
    if name == "bar", case .number(.signal) = typed.expression { return .train("downbeat") }
    return nil
  }

  private mutating func event(_ syntax: Syntax, for place: String) -> EventExpression? {
    if let heard = heard(syntax) { return heard }
    if case .list = syntax.form { return wrong(at: syntax, "\(place) is an event, not a list") }
    guard let typed = expression(syntax) else { return nil }
    switch typed.expression {
    case .event(let event): return event
    case .number:
      return wrong(
        at: syntax,
        "\(described(syntax)) is a number, but \(place) is an event such as beat, kick, onset, every(n, event) or "
          + "when(condition)")
    }
  }

  /// Events, or a time that passes again and again.
  mutating func moments(_ syntax: Syntax, for place: String) -> EventExpression? {
    if let heard = heard(syntax) { return heard }
    guard let typed = expression(syntax) else { return nil }
    guard case .number(let number) = typed.expression else {
      if case .event(let event) = typed.expression { return event }
      return nil
    }
    guard case .time(let base) = typed.unit, let length = number.constantValue, length > 0 else {
      return wrong(
        at: syntax,
        "\(place) must be an event, such as every(8, bar) or sectionStart, or a time, such as 8 bars or 20s")
    }
    guard let metronome = Function(named: "metronome") else { return nil }
    return .call(Call(function: metronome, arguments: [.period(.constant(length), base)], isAngular: false))
  }

  // MARK: Words for messages

  /// 'bass', or for what has no short name, the whole.
  private func described(_ syntax: Syntax) -> String {
    switch syntax.form {
    case .operation(.negate, _), .name, .index, .call, .number: "'\(word(syntax))'"
    case .operation, .list: "the result"
    }
  }

  private func word(_ syntax: Syntax) -> String {
    switch syntax.form {
    case .name(let name): name
    case .index(let name, _): "\(name)[...]"
    case .call(let name, _): "\(name)(...)"
    case .number(let value, let unit): value.shortText + unit.suffix
    case .operation(.negate, let operands): "-" + word(operands[0])
    case .operation, .list: "this"
    }
  }
}

extension Unit {
  /// Whether a plain number beside it can only mean as many of the same.
  fileprivate var isPlainByNature: Bool {
    switch self {
    case .time(.beats), .time(.bars), .percent: false
    case .none, .time(.seconds), .angle, .pixels, .rate: true
    }
  }

  fileprivate var isTimeOrPlain: Bool {
    switch self {
    case .none, .time: true
    default: false
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
    let most = repeats ? Check.longestList : parameters.count
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

extension Double {
  /// As a person writes it: 3, not 3.0.
  var shortText: String { self == rounded() && Swift.abs(self) < 1e15 ? String(Int(self)) : String(self) }
}
