import AudioAnalysis

/// What the names of a mapping stand for, and all mistakes that were found while its expressions were checked against
/// them: numbers, units and events stand where they belong.
struct Definitions {
  /// All that was found to be wrong so far.
  private(set) var mistakes: [MappingError] = []
  /// What names stand for in the expressions that are checked next.
  private var names: [String: Meaning] = [:]
  /// What each definition has made its name stand for, by its number.
  private var meanings: [Int: Meaning] = [:]
  /// Right definitions so far.
  private var definitionCount = 0
  /// The name that is being given a meaning.
  private(set) var defining: String?
  /// What words stand for in the place of the expression that is checked, and nowhere else.
  private var words: [String: Double] = [:]
  /// Forms in all expressions so far.
  private var size = 0

  /// What a name stands for.
  enum Meaning {
    case known(TypedExpression)
    /// Its own definition is wrong, which has been said already.
    case broken
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
  ///   - shadowing: the definition that its own name stands for within it, as one does that an extended mapping has.
  ///   - isLast: whether it is the one that the name stands for in all other expressions.
  /// - Returns: the expression, if it is right.
  mutating func define(
    _ definition: Definition, id: Int, shadowing: Int?, isLast: Bool
  ) -> Expression? {
    let name = definition.name
    let others = names[name]
    names[name] = shadowing.flatMap { meanings[$0] }
    defining = name
    let typed = definition.syntax.flatMap { syntax in
      check(definition.source) { $0.expression(syntax) }
    }
    defining = nil
    let meaning = typed.map { Meaning.known($0.named(definitionCount)) } ?? .broken
    meanings[id] = meaning
    names[name] = isLast ? meaning : others
    if typed != nil { definitionCount += 1 }
    return typed?.expression
  }

  /// Makes `name` stand for nothing, without further complaint wherever it is used.
  mutating func giveUp(_ name: String, id: Int) {
    names[name] = .broken
    meanings[id] = .broken
  }

  /// The expression if it gives a number that fits a place.
  ///
  /// - Parameters:
  ///   - place: what error messages call it: "zoom".
  ///   - unit: what it counts there.
  ///   - isSpeed: whether it is so much each 1/24 s, and may be written as so much a second.
  ///   - words: what stands for numbers there; a mapping's own names count before them.
  mutating func number(
    _ source: ExpressionSource, for place: String, in unit: Unit = .none, isSpeed: Bool = false,
    knowing words: [String: Double] = [:]
  ) -> NumberExpression? {
    guard let syntax = parse(source) else { return nil }
    self.words = words
    defer { self.words = [:] }
    return check(source) { check in
      check.number(syntax, for: nil).flatMap {
        check.fitted($0, to: unit, of: place, at: syntax, isSpeed: isSpeed)
      }
    }
  }

  /// The expression if it gives events, or if it is a time: then an event each time that much has passed.
  mutating func moments(_ source: ExpressionSource, for place: String) -> EventExpression? {
    guard let syntax = parse(source) else { return nil }
    return check(source) { $0.moments(syntax, for: place) }
  }

  /// What a check finds, with note taken of its mistakes.
  private mutating func check<Found>(
    _ source: ExpressionSource, _ find: (inout ExpressionCheck) -> Found?
  ) -> Found? {
    var check = ExpressionCheck(source: source, definitions: self)
    defer { mistakes += check.mistakes }
    return find(&check)
  }

  /// What a name stands for; nil where it stands for nothing.
  func lookUp(_ name: String) -> Meaning? {
    if let own = names[name] { return own }
    if let value = words[name] ?? Self.constants[name] {
      return .known(TypedExpression(expression: .number(.constant(value))))
    }
    if let clock = Clock(rawValue: name) {
      return .known(TypedExpression(expression: .number(.clock(clock)), unit: clock.unit))
    }
    if Analysis.signalNames.contains(name) {
      return .known(TypedExpression(expression: .number(.signal(name))))
    }
    return Analysis.eventNames.contains(name)
      ? .known(TypedExpression(expression: .event(.train(name)))) : nil
  }

  /// "; there are also cut, from, into", where such words have a meaning; else nothing.
  var wordsHint: String {
    words.isEmpty ? "" : "; there are also \(words.keys.sorted().joined(separator: ", "))"
  }

  /// The names that a mistyped one may have been meant for.
  var knownNames: [String] {
    words.keys.sorted() + names.keys.sorted() + Self.signalNames + Analysis.eventNames + ["bands", "chroma"]
  }
}
