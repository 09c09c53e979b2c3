/// A mapping file's text, with lines and columns for error messages.
struct SourceText: Sendable {
  /// The file as the user named it.
  let file: String
  /// All of it.
  let text: String
  private let scalars: [Unicode.Scalar]
  /// Where each line begins: `[line]`, an index into `scalars`.
  private let lineStarts: [Int]

  init(_ text: String, file: String) {
    self.file = file
    self.text = text
    scalars = Array(text.unicodeScalars)
    var starts = [0]
    for (index, scalar) in scalars.enumerated() where Self.breaksLine(scalar) {
      let isFirstOfTwo = scalar == "\r" && index + 1 < scalars.count && scalars[index + 1] == "\n"
      if !isFirstOfTwo { starts.append(index + 1) }
    }
    lineStarts = starts
  }

  /// The line with this number (from 1), without its end.
  func line(_ number: Int) -> String {
    guard lineStarts.indices.contains(number - 1) else { return "" }
    let end = number < lineStarts.count ? lineStarts[number] : scalars.count
    var line = String.UnicodeScalarView()
    line.append(contentsOf: scalars[lineStarts[number - 1]..<end].filter { !Self.breaksLine($0) })
    return String(line)
  }

  /// The number of lines.
  var lineCount: Int { lineStarts.count }

  /// The place of the scalar with this index.
  func position(ofScalar index: Int) -> TextPosition {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle }
    }
    return TextPosition(line: low + 1, column: index - lineStarts[low] + 1)
  }

  /// Where in the file each scalar of a YAML value stands, and where the value ends (one position more than
  /// scalars).
  ///
  /// YAML folds lines, drops indentation and unescapes, but keeps the order of what it keeps: so each visible
  /// character of the value is the next equal one in the file.
  ///
  /// - Parameter start: where the value begins: its first character, its quote, or the `|` or `>` of a block.
  func positions(of value: String, from start: TextPosition) -> [TextPosition] {
    guard lineStarts.indices.contains(start.line - 1) else {
      return Array(repeating: start, count: value.unicodeScalars.count + 1)
    }
    var next = contentStart(from: lineStarts[start.line - 1] + start.column - 1)
    var result: [TextPosition] = []
    for scalar in value.unicodeScalars {
      if !scalar.properties.isWhitespace {
        var found = next
        while found < scalars.count, scalars[found] != scalar { found += 1 }
        if found < scalars.count { next = found }
      }
      result.append(position(ofScalar: next))
      next += scalar.properties.isWhitespace ? 0 : 1
    }
    return result + [position(ofScalar: next)]
  }

  /// Skips a value's anchor and tag, its quote, and the header line of a block.
  private func contentStart(from start: Int) -> Int {
    var index = start
    func scalar() -> Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    while let first = scalar(), first == "&" || first == "!" {
      while let next = scalar(), !next.properties.isWhitespace { index += 1 }
      while let next = scalar(), next.properties.isWhitespace { index += 1 }
    }
    switch scalar() {
    case "\"", "'": index += 1
    case "|", ">": while let next = scalar(), !Self.breaksLine(next) { index += 1 }
    default: break
    }
    return index
  }

  private static func breaksLine(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }
}

extension SourceText {
  /// A mistake at a place of this text.
  func error(at position: TextPosition, _ reason: String) -> MappingError {
    MappingError(file, at: position, line: line(position.line), reason)
  }
}
