/// A word of an expression and where it begins.
struct Token: Equatable {
  enum Kind: Equatable {
    case number(Double)
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
    if beginsName(first) {
      let text = text(of: scalars[start...].prefix { beginsName($0) || isDigit($0) })
      return Token(kind: .name, text: text, offset: start)
    }
    for length in [2, 1] where start + length <= scalars.count {
      let text = text(of: scalars[start..<start + length])
      if symbols.contains(text) { return Token(kind: .symbol, text: text, offset: start) }
    }
    let hints: [Unicode.Scalar: String] = [
      "^": "; write pow(x, y)", "%": "; write mod(x, y)", "=": "; equality is written ==",
      "&": "; write and", "|": "; write or", "{": "; lists are written [a, b, c]",
    ]
    throw source.error(at: start, "unexpected '\(first)'\(hints[first] ?? "")")
  }

  private static func number(
    in scalars: [Unicode.Scalar], from start: Int, _ source: ExpressionSource
  ) throws(MappingError) -> Token {
    var end = start
    while end < scalars.count {
      let isExponentSign =
        (scalars[end] == "+" || scalars[end] == "-") && (scalars[end - 1] == "e" || scalars[end - 1] == "E")
      guard isDigit(scalars[end]) || scalars[end] == "." || beginsName(scalars[end]) || isExponentSign else {
        break
      }
      end += 1
    }
    let text = text(of: scalars[start..<end])
    let decimal = text.unicodeScalars.allSatisfy { isDigit($0) || "eE+-.".unicodeScalars.contains($0) }
    guard decimal, let value = Double(text.hasPrefix(".") ? "0" + text : text), value.isFinite else {
      throw source.error(at: start, "'\(text)' is not a number\(unitHint(for: text))")
    }
    return Token(kind: .number(value), text: text, offset: start)
  }

  private static func unitHint(for text: String) -> String {
    if text.hasSuffix("ms") { return "; times are in seconds: 50 ms is 0.05" }
    return text.hasSuffix("s") ? "; times are in seconds, without a unit" : ""
  }

  private static let symbols: Set<String> = [
    "+", "-", "*", "/", "(", ")", "[", "]", ",", "?", ":", "<", "<=", ">", ">=", "==", "!=", "!", "&&", "||",
  ]

  private static func text(of scalars: ArraySlice<Unicode.Scalar>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

  private static func beginsName(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || scalar.properties.isAlphabetic
  }
}
