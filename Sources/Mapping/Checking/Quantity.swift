/// A number and what it counts.
struct Quantity {
  var number: NumberExpression
  var unit = Unit.none

  /// As a plain number: 50 % is 0.5.
  var plain: Quantity {
    unit == .percent ? Quantity(number: number.times(0.01)) : self
  }

  /// A time in seconds, at the tempo of the moment; nil for what is none.
  var inSeconds: Quantity? {
    guard case .time(let base) = unit else { return nil }
    let number: NumberExpression = base == .seconds ? number : .seconds(number, base)
    return Quantity(number: number, unit: .time(.seconds))
  }

  /// Nothing is nothing in every unit.
  var isZero: Bool { unit == .none && number.constantValue == 0 }
}

extension Quantity {
  /// The factors as they are to be multiplied, and what their product counts: m/s * s = m; nil where that is nothing.
  static func product(_ a: Quantity, _ b: Quantity) -> (factors: [Quantity], unit: Unit)? {
    switch (a.unit, b.unit) {
    case (let unit, .none), (.none, let unit): return ([a, b], unit)
    case (_, .percent): return ([a, b.plain], a.unit)
    case (.percent, _): return ([a.plain, b], b.unit)
    case (.rate(let unit, let base), .time(let other)) where base == other: return ([a, b], unit)
    case (.time(let other), .rate(let unit, let base)) where base == other: return ([a, b], unit)
    default: return nil
    }
  }

  /// Both as they are to be divided, and what their quotient counts: m / s = m/s, m / (m/s) = s; nil where that is nothing.
  static func quotient(_ a: Quantity, _ b: Quantity) -> (parts: [Quantity], unit: Unit)? {
    switch (a.unit, b.unit) {
    case (let unit, .none): return ([a, b], unit)
    case (let one, let other) where one == other: return ([a, b], .none)
    case (_, .percent): return ([a, b.plain], a.unit)
    case (.time, .time): return ([a, b].compactMap(\.inSeconds), .none)
    case (.rate, .time): return nil
    case (let unit, .time(let base)): return ([a, b], .rate(unit, per: base))
    case (let unit, .rate(let other, let base)) where unit == other: return ([a, b], .time(base))
    default: return nil
    }
  }
}
