/// A function of the language.
enum Function: String, CaseIterable, Sendable {
  case smooth, decay, cycle, lfo, wander, hold, random, gate, count, since
  case clamp, mix, scale, smoothstep, min, max, abs, floor, round, mod, sqrt, pow, sin, cos
  case `if`
  case every, either, when

  /// What a function asks for at one place.
  struct Parameter: Equatable {
    enum Kind: Equatable {
      case number
      /// A number of seconds that must be above 0.
      case period
      /// A number of seconds that must not be below 0.
      case seconds
      /// A whole number, written out, at least this.
      case whole(atLeast: Int)
      case event
      case list
    }

    let name: String
    let kind: Kind
    /// Whether it may be left out.
    var isOptional = false
    /// Whether more of the kind may follow.
    var repeats = false
  }

  /// The parameters in order.
  var parameters: [Parameter] {
    func required(_ kind: Parameter.Kind, _ names: String...) -> [Parameter] {
      names.map { Parameter(name: $0, kind: kind) }
    }
    func optional(_ kind: Parameter.Kind, _ name: String) -> [Parameter] {
      [Parameter(name: name, kind: kind, isOptional: true)]
    }
    return switch self {
    case .smooth: required(.number, "x") + required(.seconds, "attack", "release")
    case .decay: required(.event, "event") + required(.period, "halfLife")
    case .cycle:
      required(.event, "event") + required(.whole(atLeast: 1), "every") + required(.list, "values")
        + optional(.seconds, "fade")
    case .lfo: required(.period, "period") + optional(.number, "phase")
    case .wander: required(.period, "period") + optional(.whole(atLeast: 0), "seed")
    case .hold: required(.number, "x") + required(.event, "event")
    case .random: required(.event, "event") + optional(.whole(atLeast: 0), "seed")
    case .gate: required(.number, "x", "open") + optional(.number, "close")
    case .count, .since: required(.event, "event")
    case .clamp: required(.number, "x", "low", "high")
    case .mix: required(.number, "a", "b", "t")
    case .scale: required(.number, "x", "inLow", "inHigh", "outLow", "outHigh")
    case .smoothstep: required(.number, "x", "low", "high")
    case .min, .max:
      required(.number, "a") + [Parameter(name: "b", kind: .number, repeats: true)]
    case .mod: required(.number, "x", "divisor")
    case .pow: required(.number, "x", "exponent")
    case .abs, .floor, .round, .sqrt, .sin, .cos: required(.number, "x")
    case .if: required(.number, "condition", "then", "else")
    case .every: required(.event, "event") + required(.whole(atLeast: 1), "n")
    case .either: required(.event, "a", "b")
    case .when: required(.number, "condition")
    }
  }

  /// "smooth(x, attack, release)"; what may be left out stands in brackets.
  var signature: String {
    let names = parameters.map { $0.isOptional ? "[\($0.name)]" : $0.repeats ? "\($0.name), ..." : $0.name }
    return "\(rawValue)(\(names.joined(separator: ", ")))"
  }

  /// The operation that a function of numbers alone stands for.
  var operation: Operation? {
    switch self {
    case .clamp: .clamp
    case .mix: .mix
    case .scale: .scale
    case .smoothstep: .smoothstep
    case .min: .min
    case .max: .max
    case .abs: .abs
    case .floor: .floor
    case .round: .round
    case .mod: .mod
    case .sqrt: .sqrt
    case .pow: .pow
    case .sin: .sin
    case .cos: .cos
    case .if: .choose
    case .smooth, .decay, .cycle, .lfo, .wander, .hold, .random, .gate, .count, .since, .every, .either,
      .when:
      nil
    }
  }
}
