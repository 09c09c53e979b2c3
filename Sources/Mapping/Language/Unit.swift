/// What a number counts.
enum Unit: Sendable, Hashable {
  /// A plain number. Where seconds, degrees, percent or pixels are wanted, it is taken for so many of those.
  case none
  case time(TimeBase)
  /// Degrees.
  case angle
  /// Hundredths: where a plain number is wanted, 50 % is 0.5.
  case percent
  case pixels
  /// So much of something in a second, a beat or a bar.
  indirect case rate(Unit, per: TimeBase)
}

extension Unit {
  /// A unit as it is written behind a number.
  struct Suffix: Sendable {
    let text: String
    let unit: Unit
    /// How many of these are one of `unit`.
    var divisor = 1.0
  }

  /// All that may stand behind a number.
  static let suffixes = [
    Suffix(text: "s", unit: .time(.seconds)), Suffix(text: "ms", unit: .time(.seconds), divisor: 1000),
    Suffix(text: "beat", unit: .time(.beats)), Suffix(text: "beats", unit: .time(.beats)),
    Suffix(text: "bar", unit: .time(.bars)), Suffix(text: "bars", unit: .time(.bars)),
    Suffix(text: "deg", unit: .angle), Suffix(text: "%", unit: .percent), Suffix(text: "px", unit: .pixels),
  ]

  /// As error messages call a number that counts this: "an angle".
  var described: String {
    switch self {
    case .none: "a number without a unit"
    case .time(.seconds): "a time"
    case .time(let base): "a time in \(base.rawValue)"
    case .angle: "an angle"
    case .percent: "a percentage"
    case .pixels: "a length in pixels"
    case .rate(let unit, let base): "\(unit.described) a \(base.one)"
    }
  }

  /// Behind a number: "deg/s"; empty for plain numbers.
  var suffix: String {
    switch self {
    case .none: ""
    case .time(.seconds): "s"
    case .time(let base): " \(base.rawValue)"
    case .angle: "deg"
    case .percent: "%"
    case .pixels: "px"
    case .rate(let unit, .seconds): "\(unit.suffix)/s"
    case .rate(let unit, let base): "\(unit.suffix)/\(base.one)"
    }
  }

  /// Whether a plain number beside it can only mean as many of the same.
  var isPlainByNature: Bool {
    switch self {
    case .time(.beats), .time(.bars), .percent: false
    case .none, .time(.seconds), .angle, .pixels, .rate: true
    }
  }

  var isTimeOrPlain: Bool {
    switch self {
    case .none, .time: true
    default: false
    }
  }
}

extension Double {
  /// As a person writes it: 3, not 3.0.
  var shortText: String { self == rounded() && Swift.abs(self) < 1e15 ? String(Int(self)) : String(self) }
}
