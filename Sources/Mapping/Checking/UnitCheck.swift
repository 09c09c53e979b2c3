/// What operators and places make of units.
extension ExpressionCheck {
  mutating func operation(_ symbol: Operator, _ operands: [Syntax], at syntax: Syntax) -> Quantity? {
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
      guard let (factors, unit) = Quantity.product(x[0], x[1]) else {
        return incompatible(x, "multiplied", at: syntax)
      }
      return result(factors, unit)
    case .divide:
      guard let (parts, unit) = Quantity.quotient(x[0], x[1]) else {
        return incompatible(x, "divided", at: syntax)
      }
      return result(parts, unit)
    }
  }

  private mutating func incompatible<Result>(_ x: [Quantity], _ verb: String, at syntax: Syntax) -> Result? {
    wrong(at: syntax, "\(x[0].unit.described) and \(x[1].unit.described) can't be \(verb)")
  }

  /// Numbers that must count the same, and what that is. A plain number counts as the others, but for beats, bars and
  /// percent, where nobody could tell what is meant.
  ///
  /// - Parameter plainPercent: whether percentages beside plain numbers become such, and times of several kinds seconds:
  ///   where numbers are only compared.
  mutating func united(
    _ x: [Quantity], _ verb: String, at syntax: Syntax, plainPercent: Bool
  ) -> (quantities: [Quantity], unit: Unit)? {
    let hasPlain = x.contains { $0.unit == .none && !$0.isZero }
    if let seconds = secondsOfTimes(x), plainPercent { return (seconds, .time(.seconds)) }
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

  /// Times of which some are in seconds, beats or bars and others are not, all in seconds; nil for anything else.
  private func secondsOfTimes(_ x: [Quantity]) -> [Quantity]? {
    guard Set(x.filter { !$0.isZero }.map(\.unit)).count > 1 else { return nil }
    let seconds = x.map { $0.isZero ? $0 : $0.inSeconds }
    return seconds.contains { $0 == nil } ? nil : seconds.compactMap { $0 }
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
}
