/// Reads the expression language, from loosest to tightest binding:
/// `c ? a : b`; `or`; `and`; `not`; comparison; `+ -`; `* /`; unary `-`; `^`; numbers, names, calls, lists, parentheses.
/// Mappings/README.md has the grammar.
struct ExpressionParser {
  /// Forms and parentheses within each other: nobody writes more, and a file of brackets must not exhaust the
  /// stack.
  static let deepest = 128

  private let source: ExpressionSource
  /// In the order of the text; the last is always `end`.
  private let tokens: [Token]
  private var index = 0
  private var depth = 0

  /// Reads the whole of an expression.
  static func parse(_ source: ExpressionSource) throws(MappingError) -> Syntax {
    var parser = ExpressionParser(source: source, tokens: try Token.tokens(of: source))
    if parser.current.kind == .end {
      throw source.error(at: 0, "missing expression")
    }
    let syntax = try parser.expression()
    if parser.current.kind != .end { throw parser.unexpected() }
    return syntax
  }

  private init(source: ExpressionSource, tokens: [Token]) {
    self.source = source
    self.tokens = tokens
  }

  private mutating func expression() throws(MappingError) -> Syntax {
    try nested(at: current.offset) { parser throws(MappingError) in try parser.choice() }
  }

  private mutating func choice() throws(MappingError) -> Syntax {
    let condition = try binary(0)
    guard let mark = take("?") else { return condition }
    let yes = try expression()
    guard take(":") != nil else {
      throw source.error(
        at: current.offset, "expected ':' and what to use otherwise, found \(current.described)")
    }
    let no = try expression()
    return try node(.operation(.choose, [condition, yes, no]), at: mark.offset)
  }

  /// Binary operators by how tightly they bind, loosest first.
  private static let levels: [[String: Operator]] = [
    ["or": .or, "||": .or],
    ["and": .and, "&&": .and],
    [
      "<": .less, "<=": .lessOrEqual, ">": .greater, ">=": .greaterOrEqual, "==": .equal, "!=": .notEqual,
    ],
    ["+": .add, "-": .subtract],
    ["*": .multiply, "/": .divide],
  ]
  private static let comparison = 2

  private mutating func binary(_ level: Int) throws(MappingError) -> Syntax {
    guard level < Self.levels.count else { return try unary() }
    if level == Self.comparison, let mark = take("not") {
      return try prefix(.not, mark) { parser throws(MappingError) in try parser.binary(Self.comparison) }
    }
    var left = try binary(level + 1)
    var compared = false
    while current.kind != .end, let operation = Self.levels[level][current.text] {
      if compared {
        throw source.error(
          at: current.offset, "'\(current.text)' after another comparison; write a < b and b < c")
      }
      compared = level == Self.comparison
      let mark = advance()
      let right = try binary(level + 1)
      left = try node(.operation(operation, [left, right]), at: mark.offset)
    }
    return left
  }

  private mutating func unary() throws(MappingError) -> Syntax {
    if let mark = take("-") {
      return try prefix(.negate, mark) { parser throws(MappingError) in try parser.unary() }
    }
    if let mark = take("!") {
      return try prefix(.not, mark) { parser throws(MappingError) in try parser.unary() }
    }
    if let mark = take("+") {
      return try nested(at: mark.offset) { parser throws(MappingError) in try parser.unary() }
    }
    let base = try primary()
    guard let mark = take("^") else { return base }
    let exponent = try nested(at: mark.offset) { parser throws(MappingError) in try parser.unary() }
    return try node(.operation(.power, [base, exponent]), at: mark.offset)
  }

  private mutating func prefix(
    _ operation: Operator, _ mark: Token,
    operand: (inout ExpressionParser) throws(MappingError) -> Syntax
  ) throws(MappingError) -> Syntax {
    try node(.operation(operation, [nested(at: mark.offset, operand)]), at: mark.offset)
  }

  /// What is read one level deeper.
  private mutating func nested(
    at offset: Int, _ read: (inout ExpressionParser) throws(MappingError) -> Syntax
  ) throws(MappingError) -> Syntax {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else { throw tooDeep(at: offset) }
    return try read(&self)
  }

  private mutating func primary() throws(MappingError) -> Syntax {
    let token = current
    switch token.kind {
    case .number(let value, let unit):
      advance()
      return Syntax(.number(value, unit), at: token.offset)
    case .name where !["and", "or", "not"].contains(token.text):
      advance()
      if let opening = take("[") { return try index(of: token, opening) }
      guard let opening = take("(") else { return Syntax(.name(token.text), at: token.offset) }
      return try node(.call(token.text, items(until: ")", opening)), at: token.offset)
    case .symbol where token.text == "(":
      advance()
      let inner = try expression()
      guard take(")") != nil else { throw unclosed(token, ")") }
      return inner
    case .symbol where token.text == "[":
      advance()
      return try node(.list(items(until: "]", token)), at: token.offset)
    default:
      throw unexpected()
    }
  }

  /// What stands in brackets behind a name: `bands[3]`, `chroma[C#]`.
  private mutating func index(of name: Token, _ opening: Token) throws(MappingError) -> Syntax {
    let inner = try expression()
    guard take("]") != nil else { throw unclosed(opening, "]") }
    return try node(.index(name.text, inner), at: name.offset)
  }

  /// Expressions between commas up to the closing bracket.
  private mutating func items(until closing: String, _ opening: Token) throws(MappingError) -> [Syntax] {
    var items: [Syntax] = []
    if take(closing) != nil { return items }
    while true {
      items.append(try expression())
      if take(closing) != nil { return items }
      guard take(",") != nil else { throw unclosed(opening, closing) }
    }
  }

  private var current: Token { tokens[index] }

  @discardableResult private mutating func advance() -> Token {
    let token = tokens[index]
    index = min(index + 1, tokens.count - 1)
    return token
  }

  private mutating func take(_ text: String) -> Token? {
    current.kind != .end && current.text == text ? advance() : nil
  }

  private func node(_ form: Syntax.Form, at offset: Int) throws(MappingError) -> Syntax {
    let syntax = Syntax(form, at: offset)
    guard syntax.depth <= Self.deepest else { throw tooDeep(at: offset) }
    return syntax
  }

  private func tooDeep(at offset: Int) -> MappingError {
    source.error(
      at: offset, "more than \(Self.deepest) levels within each other; name parts of it under let:")
  }

  private func unclosed(_ opening: Token, _ closing: String) -> MappingError {
    if current.kind == .end {
      return source.error(at: opening.offset, "'\(opening.text)' is never closed\(source.endHint)")
    }
    return source.error(at: current.offset, "expected '\(closing)', found \(current.described)")
  }

  private func unexpected() -> MappingError {
    let token = current
    let previous = index > 0 ? tokens[index - 1] : nil
    if token.kind == .end, let previous {
      return source.error(at: token.offset, "something is missing after '\(previous.text)'\(source.endHint)")
    }
    if token.text == ")" || token.text == "]", let previous, Self.isOperand(previous) {
      return source.error(at: token.offset, "'\(token.text)' closes nothing")
    }
    if let previous, Self.isOperand(previous), Self.isOperand(token) || token.text == "(" {
      return source.error(at: token.offset, "missing operator between '\(previous.text)' and '\(token.text)'")
    }
    return source.error(at: token.offset, "unexpected \(token.described)")
  }

  private static func isOperand(_ token: Token) -> Bool {
    switch token.kind {
    case .number, .name: true
    case .symbol: token.text == ")" || token.text == "]"
    case .end: false
    }
  }
}
