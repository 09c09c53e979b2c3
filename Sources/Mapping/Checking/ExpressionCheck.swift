import AudioAnalysis

/// The check of one expression.
struct ExpressionCheck {
  let source: ExpressionSource
  let definitions: Definitions
  private(set) var mistakes: [MappingError] = []

  init(source: ExpressionSource, definitions: Definitions) {
    self.source = source
    self.definitions = definitions
  }

  /// Takes note of a mistake; nil, so that what can't be checked any further isn't.
  mutating func wrong<Result>(at syntax: Syntax, _ reason: String) -> Result? {
    mistakes.append(source.error(at: syntax.offset, reason))
    return nil
  }

  mutating func expression(_ syntax: Syntax) -> TypedExpression? {
    switch syntax.form {
    case .number(let value, let unit):
      return TypedExpression(expression: .number(.constant(value)), unit: unit)
    case .name(let name):
      return lookUp(name, at: syntax)
    case .index(let name, let index):
      return indexed(name, index, at: syntax)
    case .list:
      return wrong(
        at: syntax, "a list only has a place in cycle(event, every, [a, b, c]) and choose(index, [a, b, c])")
    case .operation(let symbol, let operands):
      return operation(symbol, operands, at: syntax).map {
        TypedExpression(expression: .number($0.number), unit: $0.unit)
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

  mutating func numbers(_ list: [Syntax]) -> [Quantity]? {
    let quantities = list.map { number($0, for: nil) }
    return quantities.contains { $0 == nil } ? nil : quantities.compactMap { $0 }
  }

  // MARK: Names

  private mutating func lookUp(_ name: String, at syntax: Syntax) -> TypedExpression? {
    switch definitions.lookUp(name) {
    case .known(let typed): return typed
    case .broken: return nil
    case nil: break
    }
    if name == definitions.defining {
      return wrong(at: syntax, "'\(name)' can't be made of itself; there is no signal of this name")
    }
    if let function = Function(named: name) {
      return wrong(at: syntax, "'\(name)' is a function; write \(function.signature)")
    }
    if let family = SignalFamily(rawValue: name) {
      return wrong(at: syntax, "'\(name)' are \(family.count) signals; choose one, as in \(family.example)")
    }
    if let event = name.withoutLocalEnding, definitions.lookUp(event) != nil {
      let names = Analysis.eventNames.compactMap(\.withoutLocalEnding)
      return wrong(at: syntax, "'\(event)' has no .local; \(names.joined(separator: ", ")) have")
    }
    if let parameter = Parameter.allCases.first(where: { $0.words[name] != nil }) {
      return wrong(at: syntax, "'\(name)' has a meaning for \(parameter.name) only")
    }
    return wrong(
      at: syntax,
      "unknown signal '\(name)'\(Spelling(known: definitions.knownNames).hint(for: name, orElse: definitions.wordsHint))"
    )
  }

  private mutating func indexed(_ name: String, _ index: Syntax, at syntax: Syntax) -> TypedExpression? {
    guard let family = SignalFamily(rawValue: name) else {
      let hint = Spelling(known: SignalFamily.allCases.map(\.rawValue))
        .hint(for: name, orElse: "; bands[0] and chroma[C] have")
      return wrong(at: syntax, "'\(name)' has nothing to choose from with [ ]\(hint)")
    }
    guard let signal = family.signal(index.form) else { return wrong(at: index, family.mistake) }
    return TypedExpression(expression: .number(.signal(signal)))
  }

  // MARK: Events

  /// The event of the song that a name means where an event is wanted, though it stands for a number elsewhere: `bar`
  /// is the downbeat, and `kick` the stroke, also where a mapping has made a curve of that name.
  private func heard(_ syntax: Syntax) -> EventExpression? {
    guard case .name(let name) = syntax.form, case .known(let typed)? = definitions.lookUp(name),
      case .number = typed.expression
    else { return nil }
    if Analysis.eventNames.contains(name) { return .train(name) }
    if name == Analysis.SignalName.bar.rawValue, case .number(.signal) = typed.expression {
      return .train(Analysis.EventName.downbeat.rawValue)
    }
    return nil
  }

  mutating func event(_ syntax: Syntax, for place: String) -> EventExpression? {
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
  func described(_ syntax: Syntax) -> String {
    switch syntax.form {
    case .operation(.negate, _), .name, .index, .call, .number: "'\(word(syntax))'"
    case .operation, .list: "the result"
    }
  }

  func word(_ syntax: Syntax) -> String {
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

extension String {
  /// "kick" of "kick.local"; nil for other names.
  fileprivate var withoutLocalEnding: String? {
    hasSuffix(Analysis.EventName.localEnding) ? String(dropLast(Analysis.EventName.localEnding.count)) : nil
  }
}
