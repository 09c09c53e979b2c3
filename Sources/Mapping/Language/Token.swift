/// A word of an expression and where it begins.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(Double, Unit)
    case name
    case symbol
    case end
  }

  let kind: Kind
  /// As written; empty at the end.
  let text: String
  /// Index of its first Unicode scalar in the expression.
  let offset: Int

  /// How error messages call it.
  var described: String { kind == .end ? "the end" : "'\(text)'" }
}

extension Token {
  /// Splits an expression into its words; the last is always `end`.
  static func tokens(of source: ExpressionSource) throws(MappingError) -> [Token] {
    let scalars = Array(source.text.unicodeScalars)
    var tokens: [Token] = []
    var index = 0
    while index < scalars.count {
      guard !scalars[index].properties.isWhitespace else {
        index += 1
        continue
      }
      let token = try token(in: scalars, from: index, source)
      tokens.append(token)
      index += token.text.unicodeScalars.count
    }
    let end = scalars.lastIndex { !$0.properties.isWhitespace }.map { $0 + 1 } ?? 0
    return tokens + [Token(kind: .end, text: "", offset: end)]
  }

  private static func token(
    in scalars: [Unicode.Scalar], from start: Int, _ source: ExpressionSource
  ) throws(MappingError) -> Token {
    let first = scalars[start]
    let second = start + 1 < scalars.count ? scalars[start + 1] : " "
    if isDigit(first) || (first == "." && isDigit(second)) {
      return try number(in: scalars, from: start, source)
    }
    if beginsName(first) { return try name(in: scalars, from: start, source) }
    if first == "." {
      throw source.error(
        at: start, "a dot stands between the parts of a name, as in kick.local, or in a number")
    }
    for length in [2, 1] where start + length <= scalars.count {
      let text = text(of: scalars[start..<start + length])
      if symbols.contains(text) { return Token(kind: .symbol, text: text, offset: start) }
    }
    let hints: [Unicode.Scalar: String] = [
      "%": "; what is left over is mod(x, y), and a percentage has its % right behind the number",
      "=": "; equality is written ==", "&": "; write and", "|": "; write or",
      "{": "; lists are written [a, b, c]",
    ]
    throw source.error(at: start, "unexpected '\(first)'\(hints[first] ?? "")")
  }

  // MARK: Names

  /// A name, whose parts have dots between them, as in kick.local.
  private static func name(
    in scalars: [Unicode.Scalar], from start: Int, _ source: ExpressionSource
  ) throws(MappingError) -> Token {
    var end = endOfWord(in: scalars, from: start)
    if end == start + 1, ("A"..."G").contains(scalars[start]), end < scalars.count, scalars[end] == "#" {
      return Token(kind: .name, text: text(of: scalars[start...end]), offset: start)
    }
    while end < scalars.count, scalars[end] == "." {
      guard end + 1 < scalars.count, beginsName(scalars[end + 1]) else {
        let name = text(of: scalars[start...end])
        throw source.error(at: start, "'\(name)' ends with a dot; a name goes on behind it, as in kick.local")
      }
      end = endOfWord(in: scalars, from: end + 1)
    }
    return Token(kind: .name, text: text(of: scalars[start..<end]), offset: start)
  }

  private static func endOfWord(in scalars: [Unicode.Scalar], from start: Int) -> Int {
    scalars[start...].prefix { beginsName($0) || isDigit($0) }.endIndex
  }

  // MARK: Numbers

  /// A number and the unit behind it, as in 0.5, 1e-3, 20ms, 8 bars, 30deg/s.
  private static func number(
    in scalars: [Unicode.Scalar], from start: Int, _ source: ExpressionSource
  ) throws(MappingError) -> Token {
    let digitsEnd = endOfDigits(in: scalars, from: start)
    let digits = text(of: scalars[start..<digitsEnd])
    guard let value = Double(digits.hasPrefix(".") ? "0" + digits : digits), value.isFinite else {
      throw source.error(at: start, "'\(digits)' is not a number")
    }
    var end = digitsEnd
    var unit = Unit.Suffix(text: "", unit: .none)
    if let (suffix, suffixEnd) = try suffix(in: scalars, from: digitsEnd, source) {
      (unit, end) = (suffix, suffixEnd)
    }
    let amount = value / unit.divisor
    guard let (base, rateEnd) = denominator(in: scalars, from: end, of: unit.unit),
      case .time(let time) = base.unit
    else {
      return Token(kind: .number(amount, unit.unit), text: text(of: scalars[start..<end]), offset: start)
    }
    return Token(
      kind: .number(amount * base.divisor, .rate(unit.unit, per: time)),
      text: text(of: scalars[start..<rateEnd]), offset: start)
  }

  private static func endOfDigits(in scalars: [Unicode.Scalar], from start: Int) -> Int {
    var end = start
    while end < scalars.count, isDigit(scalars[end]) || scalars[end] == "." { end += 1 }
    guard end < scalars.count, scalars[end] == "e" || scalars[end] == "E" else { return end }
    var exponent = end + 1
    if exponent < scalars.count, scalars[exponent] == "+" || scalars[exponent] == "-" { exponent += 1 }
    guard exponent < scalars.count, isDigit(scalars[exponent]) else { return end }
    while exponent < scalars.count, isDigit(scalars[exponent]) { exponent += 1 }
    return exponent
  }

  /// The unit right behind a number, or after spaces where the word can be nothing else, and where it ends.
  private static func suffix(
    in scalars: [Unicode.Scalar], from start: Int, _ source: ExpressionSource
  ) throws(MappingError) -> (Unit.Suffix, end: Int)? {
    if start < scalars.count, scalars[start] == "%" { return (known("%")!, start + 1) }
    let gap = scalars[start...].prefix { $0.properties.isWhitespace }.count
    let letters = scalars[(start + gap)...].prefix { beginsName($0) || isDigit($0) }
    guard !letters.isEmpty else { return nil }
    let word = text(of: letters)
    if let suffix = known(word) { return (suffix, letters.endIndex) }
    guard gap == 0 else { return nil }
    let units = Unit.suffixes.map(\.text)
    let hint = Spelling(known: units.filter { $0.count > 2 })
      .hint(for: word, orElse: "; units are \(units.joined(separator: ", "))")
    throw source.error(at: start, "unknown unit '\(word)'\(hint)")
  }

  /// The "/s" of a rate, right behind a number, and where it ends. Behind a plain number, "/bar" divides by the signal.
  private static func denominator(
    in scalars: [Unicode.Scalar], from start: Int, of unit: Unit
  ) -> (Unit.Suffix, end: Int)? {
    guard start < scalars.count, scalars[start] == "/" else { return nil }
    let letters = scalars[(start + 1)...].prefix { beginsName($0) || isDigit($0) }
    guard let suffix = known(text(of: letters)), unit != .none || suffix.text != "bar" else { return nil }
    return (suffix, letters.endIndex)
  }

  private static func known(_ suffix: String) -> Unit.Suffix? {
    Unit.suffixes.first { $0.text == suffix }
  }

  private static let symbols: Set<String> = [
    "+", "-", "*", "/", "^", "(", ")", "[", "]", ",", "?", ":", "<", "<=", ">", ">=", "==", "!=", "!", "&&",
    "||",
  ]

  private static func text(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether a mapping may give this name to a curve of its own: one without dots.
  static func isName(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    return scalars.first.map(beginsName) == true && scalars.allSatisfy { beginsName($0) || isDigit($0) }
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }
}
