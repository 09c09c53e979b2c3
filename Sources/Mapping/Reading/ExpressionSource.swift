/// One expression of a mapping file and where its characters stand.
struct ExpressionSource: Sendable {
  /// The expression itself.
  let text: String
  /// What may be behind it if the expression ends too early: YAML ends it at a comma within `{ }` and at " #".
  let endHint: String
  private let source: SourceText
  private let positions: [TextPosition]

  init(_ text: String, in source: SourceText, from start: TextPosition) {
    self.text = text
    self.source = source
    positions = source.positions(of: text, from: start)
    let end = positions[positions.count - 1]
    let rest = source.line(end.line).unicodeScalars.dropFirst(end.column - 1)
    switch rest.first(where: { !$0.properties.isWhitespace }) {
    case ",": endHint = "; within { } a comma ends the expression, unless it is in quotes"
    case "#" where rest.first != "#":
      endHint = "; YAML takes ' #' for the beginning of a comment, unless it is in quotes"
    default: endHint = ""
    }
  }

  /// An error at the scalar with this index.
  func error(at offset: Int, _ reason: String) -> MappingError {
    source.error(at: positions[min(max(offset, 0), positions.count - 1)], reason)
  }
}
