extension Parameter {
  /// The parameter that files call `name`.
  init?(name: String) {
    guard let parameter = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = parameter
  }

  /// What an expression for it may count, read off the unit it is described with.
  var counts: Unit {
    if unit.hasPrefix("degrees") { return .angle }
    if unit.hasPrefix("%") { return .percent }
    if unit.hasPrefix("pixels") { return .pixels }
    return unit == "s" ? .time(.seconds) : .none
  }

  /// Whether it says how much happens in 1/24 s, so that "30deg/s" makes sense.
  var isSpeed: Bool { unit.hasSuffix("per 1/24 s") }
}
