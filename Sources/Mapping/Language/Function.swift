/// A function of the language: what it asks for, what it gives and what that means, all in one place.
///
/// Errors, the checks, `reverie mappings --functions` and the guide are made of this.
struct Function: Sendable {
  let name: String
  /// Other names, of older mappings or another spelling.
  var aliases: [String] = []
  /// What it asks for, in order.
  let parameters: [Parameter]
  /// What it is, in a sentence for users.
  let meaning: String
  /// A use of it that makes sense.
  let example: String
  let behaviour: Behaviour

  /// What a function asks for at one place.
  struct Parameter: Sendable {
    let name: String
    let kind: Kind
    /// Whether it may be left out.
    var isOptional = false
    /// Whether more of the kind may follow.
    var repeats = false

    enum Kind: Sendable, Equatable {
      case number(Measure)
      /// A time that isn't negative, which the function gets in seconds.
      case time
      /// A time above 0, which the function gets in seconds.
      case span
      /// A time above 0, whose beats and bars the function counts itself, to keep in step with them.
      case period
      /// So much of the input's unit a second, which isn't negative.
      case speed
      /// A whole number, written out.
      case whole(atLeast: Int)
      case event
      /// An event, or a number.
      case trigger
      /// Numbers in brackets, which count the same as the result.
      case list
      /// One of these words.
      case word([String])
    }

    /// What a number may count.
    enum Measure: Sendable, Equatable {
      /// Nothing: a share, a ratio.
      case plain
      /// An angle; a plain number is in radians.
      case angle
      /// The same as the function's other inputs, and it doesn't show in the result.
      case input
      /// The same as the result.
      case output
      /// Anything.
      case any
    }
  }

  /// What it does.
  enum Behaviour: Sendable {
    /// It computes from the present values of its arguments alone.
    case operation(Operation)
    /// It makes a curve of whole curves and trains of events.
    case curve(@Sendable (Evaluator, PlayedArguments) -> Curve)
    /// It makes a train of events of them.
    case events(@Sendable (Evaluator, PlayedArguments) -> EventTrain)
  }

  init(
    _ name: String, aliases: [String] = [], _ parameters: [Parameter], _ meaning: String, example: String,
    _ behaviour: Behaviour
  ) {
    (self.name, self.aliases, self.parameters, self.meaning) = (name, aliases, parameters, meaning)
    (self.example, self.behaviour) = (example, behaviour)
  }
}

extension Function {
  /// All functions, those of one kind side by side.
  static let all = followers + eventCurves + waves + eventMakers + shapes + arithmetic

  /// The function that mappings call `name`.
  init?(named name: String) {
    guard let function = Self.byName[name] else { return nil }
    self = function
  }

  private static let byName = all.reduce(into: [String: Function]()) { table, function in
    for name in [function.name] + function.aliases { table[name] = function }
  }

  /// "smooth(x, attack, release)"; what may be left out stands in brackets.
  var signature: String {
    let names = parameters.map { $0.isOptional ? "[\($0.name)]" : $0.repeats ? "\($0.name), ..." : $0.name }
    return "\(name)(\(names.joined(separator: ", ")))"
  }

  /// Whether it gives moments and not numbers.
  var givesEvents: Bool { if case .events = behaviour { true } else { false } }
}

extension Function.Parameter {
  static func number(_ name: String, _ measure: Measure = .plain) -> Self {
    Self(name: name, kind: .number(measure))
  }
  static func time(_ name: String) -> Self { Self(name: name, kind: .time) }
  static func span(_ name: String) -> Self { Self(name: name, kind: .span) }
  static func period(_ name: String) -> Self { Self(name: name, kind: .period) }
  static func speed(_ name: String) -> Self { Self(name: name, kind: .speed) }
  static func whole(_ name: String, atLeast least: Int) -> Self {
    Self(name: name, kind: .whole(atLeast: least))
  }
  static func event(_ name: String) -> Self { Self(name: name, kind: .event) }
  static func trigger(_ name: String) -> Self { Self(name: name, kind: .trigger) }
  static func list(_ name: String) -> Self { Self(name: name, kind: .list) }
  static func word(_ name: String, _ words: [String]) -> Self { Self(name: name, kind: .word(words)) }

  /// The same, but it may be left out.
  var optional: Self {
    var parameter = self
    parameter.isOptional = true
    return parameter
  }

  /// The same, and more of the kind may follow.
  var repeated: Self {
    var parameter = self
    parameter.repeats = true
    return parameter
  }
}
