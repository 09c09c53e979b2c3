/// A line of a file of beats, in fields.
struct BeatRow {
  /// Its number in the file, from 1.
  let line: Int
  /// Without quotes and white space around; at least one.
  let fields: [String]
  private let separator: Separator

  private enum Separator { case tab, comma, space }

  /// The lines of `text` that have something to say.
  static func rows(of text: String) -> [BeatRow] {
    let text = text.hasPrefix("\u{FEFF}") ? text.dropFirst() : text[...]
    return text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
      .compactMap { BeatRow($1, line: $0 + 1) }
  }

  /// nil for empty lines, comments, and Audacity's lines about frequencies.
  private init?(_ text: Substring, line: Int) {
    guard let first = text.first(where: { !$0.isWhitespace }), first != "#", first != "\\" else { return nil }
    self.line = line
    separator = text.contains("\t") ? .tab : text.contains(",") ? .comma : .space
    fields =
      switch separator {
      case .tab: text.split(separator: "\t", omittingEmptySubsequences: false).map(Self.trimmed)
      case .comma: Self.commaSeparated(text)
      case .space: text.split(whereSeparator: \.isWhitespace).map(Self.trimmed)
      }
  }

  /// Which columns hold the time and the label, where this is a line with the columns' names.
  var columns: (time: Int, label: Int?)? {
    let names = fields.map { $0.lowercased() }
    let time = names.firstIndex { $0.hasPrefix("time") }
    let areNames = separator == .comma && names.allSatisfy { $0.first?.isLetter == true && Double($0) == nil }
    guard time != nil || areNames else { return nil }
    return (time ?? 0, names.firstIndex(of: "label") ?? (names.count > 1 ? names.count - 1 : nil))
  }

  /// Whether this line names the first column's sample frames, which are times for who knows the song's rate only.
  var namesFrames: Bool { fields[0].lowercased() == "frame" }

  /// The label, where columns have no names: behind the end in a label track, else at the end of the line.
  var label: String {
    if separator == .comma { return fields.count > 1 ? fields.last! : "" }
    if fields.count > 2 { return fields[2] }
    // A decimal number is the end of a label that is empty.
    return fields.count == 2 && !fields[1].contains(where: { ".,".contains($0) }) ? fields[1] : ""
  }

  /// The field at `index` as a finite number. Between tabs, a comma may be its decimal point.
  func number(_ index: Int) -> Double? {
    guard index < fields.count else { return nil }
    let text = separator == .tab ? String(fields[index].map { $0 == "," ? "." : $0 }) : fields[index]
    guard let number = Double(text), number.isFinite else { return nil }
    return number
  }

  /// Fields between commas, some of them in double quotes, in which a double quote is written twice.
  private static func commaSeparated(_ text: Substring) -> [String] {
    var fields = [""]
    var isQuoted = false
    for character in text {
      if character == "\"" { isQuoted.toggle() }
      if character == ",", !isQuoted {
        fields.append("")
      } else {
        fields[fields.count - 1].append(character)
      }
    }
    return fields.map { unquoted(trimmed($0[...])) }
  }

  private static func unquoted(_ field: String) -> String {
    guard field.count > 1, field.hasPrefix("\""), field.hasSuffix("\"") else { return field }
    return trimmed(field.dropFirst().dropLast()).replacing("\"\"", with: "\"")
  }

  private static func trimmed(_ text: Substring) -> String {
    guard let first = text.firstIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(text[first...text.lastIndex { !$0.isWhitespace }!])
  }
}
