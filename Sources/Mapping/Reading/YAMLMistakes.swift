import Yams

/// What YAML's complaints mean: the mistakes that people make, and where.
struct YAMLMistakes {
  private let source: SourceText

  init(_ source: SourceText) { self.source = source }

  /// What to say of YAML's error.
  func explained(_ error: YamlError) -> MappingError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return explained(problem, at: TextPosition(mark))
    case .composer(let context, let problem, let mark, _):
      let reason = context == nil ? problem : "a second document begins; a file holds one mapping"
      return source.error(at: TextPosition(mark), "wrong YAML: \(reason)")
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys.first ?? "", first: TextPosition(context.mark))
    case .reader(let problem, let offset, _, _):
      let index = offset.map { source.text.prefix($0).unicodeScalars.count }
      guard let index else { return MappingError(source.file, "wrong YAML: \(problem)") }
      return source.error(at: source.position(ofScalar: index), "wrong YAML: \(problem)")
    default:
      return MappingError(source.file, "wrong YAML: \(String(describing: error).prefix { !$0.isNewline })")
    }
  }

  /// The mistake that people make when YAML says this, at the place where they made it.
  private func explained(_ problem: String, at position: TextPosition) -> MappingError {
    // YAML often notices only in the next line.
    for number in [position.line, position.line - 1] where number >= 1 {
      let line = source.line(number)
      let place = { (column: Int) in TextPosition(line: number, column: column) }
      if let tab = line.prefix(while: \.isWhitespace).firstIndex(of: "\t") {
        let column = line.distance(from: line.startIndex, to: tab) + 1
        return source.error(at: place(column), "a tab; YAML wants lines indented with spaces")
      }
      guard let (value, column) = value(of: line) else {
        if let colon = colonWithoutSpace(in: line) {
          return source.error(at: place(colon), "a colon wants a space behind it, as in 'zoom: 1.01'")
        }
        continue
      }
      if let reason = reason(for: value, problem) { return source.error(at: place(column), reason) }
    }
    if problem.contains("mapping values are not allowed"), isIndentedTooFar(position.line) {
      return source.error(
        at: position,
        "indented deeper than the line above, which has a value already; lines of one section begin in the same column"
      )
    }
    if problem.contains("did not find expected key"), source.line(position.line).first == " " {
      return source.error(
        at: position, "indented unlike the lines above; lines of one section begin in the same column")
    }
    return source.error(at: position, "wrong YAML: \(problem)")
  }

  /// What to say of a value that begins with something of YAML's.
  static func needsQuotes(_ first: Character) -> String {
    "YAML has its own use for '\(first)' at the beginning; put the expression in quotes"
  }

  /// What is wrong with a plain value.
  private func reason(for value: Substring, _ problem: String) -> String? {
    guard let first = value.first else { return nil }
    switch first {
    case "\"", "'":
      let isClosed = value.dropFirst().contains(first)
      return isClosed
        ? problem.contains("expected key") || problem.contains("block end")
          ? "something stands behind the closing quote; put the whole expression within the quotes" : nil
        : "a quote is opened and never closed"
    case "*", "&", "!", "%", "@", "`", "|", ">":
      return Self.needsQuotes(first)
    case "[", "{":
      return problem.contains("expected ','")
        ? "YAML reads '\(first)' at the beginning as its own bracket, which is never closed; "
          + "an expression that begins with it stands in quotes"
        : nil
    default:
      if let comment = value.firstRange(of: " #"), problem.contains("expected key") {
        let expression = value[..<comment.lowerBound]
        let isOpen = expression.count { $0 == "(" } > expression.count { $0 == ")" }
        return isOpen
          ? "YAML takes ' #' for the beginning of a comment, which ends the expression; put the comment elsewhere"
          : nil
      }
      guard value.contains(": ") || value.hasSuffix(":"), problem.contains("mapping values") else {
        return nil
      }
      return value.contains("?")
        ? "YAML has its own use for ': '; put an expression with ? : in quotes, or write if(condition, a, b)"
        : "a second ': ' in one line; put a text that has one in quotes"
    }
  }

  /// What stands behind a line's first ": ", and its column.
  private func value(of line: String) -> (Substring, column: Int)? {
    var previous: Character?
    for index in line.indices {
      if previous == ":", line[index].isWhitespace {
        let value = line[index...].drop(while: \.isWhitespace)
        return (value, line.distance(from: line.startIndex, to: value.startIndex) + 1)
      }
      previous = line[index]
    }
    return nil
  }

  private func colonWithoutSpace(in line: String) -> Int? {
    guard !line.hasSuffix(":"), let colon = line.firstIndex(of: ":"), !line.hasPrefix("#") else { return nil }
    return line.distance(from: line.startIndex, to: colon) + 1
  }

  private func isIndentedTooFar(_ number: Int) -> Bool {
    guard number > 1, let (value, _) = value(of: source.line(number - 1)), !value.isEmpty else {
      return false
    }
    let indentation = { (line: String) in line.prefix { $0 == " " }.count }
    return indentation(source.line(number)) > indentation(source.line(number - 1))
  }

  /// YAML only tells where a key stands first.
  private func duplicate(_ key: String, first: TextPosition) -> MappingError {
    let again = (first.line..<max(source.lineCount, first.line)).map { $0 + 1 }.first { number in
      let line = source.line(number)
      let indentation = line.prefix { $0 == " " }.count
      let rest = line.dropFirst(indentation).drop { "\"'".contains($0) }
      guard indentation + 1 == first.column, rest.hasPrefix(key) else { return false }
      return rest.dropFirst(key.count).drop { "\"' ".contains($0) }.hasPrefix(":")
    }
    let position = again.map { TextPosition(line: $0, column: first.column) } ?? first
    return source.error(
      at: position, "'\(key)' stands here twice; it is also in line \(first.line)")
  }
}
