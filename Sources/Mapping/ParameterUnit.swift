extension Parameter {
  /// The parameter that files call `name`.
  init?(name: String) {
    guard let parameter = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = parameter
  }

  /// What an expression for it may count.
  var counts: Unit {
    switch self {
    case .rotation, .hue: .angle
    case .panX, .panY: .percent
    case .jitter: .pixels
    case .dissolve: .time(.seconds)
    case .intensity, .step, .iterations, .octaves, .octaveScale, .zoom, .centerX, .centerY, .feedback,
      .steadying, .mirror, .sharpen, .saturation, .contrast, .brightness:
      .none
    }
  }

  /// Whether it says how much happens in 1/24 s, so that "30deg/s" makes sense.
  var isSpeed: Bool {
    switch self {
    case .zoom, .rotation, .panX, .panY, .feedback, .steadying: true
    default: false
    }
  }
}
