/// What is wrong with a mapping: the file, where in it, the offending word and what was meant.
public struct MappingError: Error, Equatable, CustomStringConvertible {
  /// The file as the user named it, or a built-in mapping's name.
  public let file: String
  /// Where in the file; nil when the file as a whole is wrong (missing, a folder, empty).
  public let position: TextPosition?
  /// What is wrong and what would be right: "unknown signal 'bas'; did you mean 'bass'?"
  public let reason: String
  /// The line of the file at that place, if it is known.
  public let line: String?

  /// An error in `file`, at a place in it if there is one.
  public init(_ file: String, at position: TextPosition? = nil, line: String? = nil, _ reason: String) {
    self.file = file
    self.position = position
    self.line = line
    self.reason = reason
  }

  /// "club.yaml:12:8: unknown signal 'bas'; did you mean 'bass'?", and below it the line and a caret.
  public var description: String {
    guard let position else { return "\(file): \(reason)" }
    let message = "\(file):\(position.line):\(position.column): \(reason)"
    guard let line, !line.isEmpty else { return message }
    return "\(message)\n\(Self.excerpt(of: line, at: position.column))"
  }

  /// Most characters of a line to show.
  private static let widest = 100

  /// The line, or what is around the column if it is long, and a caret below the column.
  private static func excerpt(of line: String, at column: Int) -> String {
    let scalars = line.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
    let place = min(max(column - 1, 0), scalars.count)
    let start = place < widest ? 0 : place - widest / 2
    var shown = String.UnicodeScalarView()
    shown.append(contentsOf: scalars.dropFirst(start).prefix(widest))
    let before = start > 0 ? "..." : ""
    let after = start + widest < scalars.count ? "..." : ""
    return "  \(before)\(String(shown))\(after)\n  "
      + String(repeating: " ", count: before.count + place - start) + "^"
  }
}

/// All that is wrong with a mapping.
public struct MappingErrors: Error, Equatable, CustomStringConvertible {
  /// At least one, in the order of the file.
  public let mistakes: [MappingError]

  /// - Precondition: there is a mistake.
  public init(_ mistakes: [MappingError]) {
    precondition(!mistakes.isEmpty)
    self.mistakes = mistakes
  }

  /// Nobody reads more of them at once.
  private static let most = 20

  /// One mistake as it is, several below their number.
  public var description: String {
    guard mistakes.count > 1 else { return mistakes[0].description }
    let shown = mistakes.prefix(Self.most).map(\.description)
    let rest = mistakes.count > Self.most ? ["and \(mistakes.count - Self.most) more"] : []
    return (["\(mistakes.count) mistakes:"] + shown + rest).joined(separator: "\n")
  }
}
