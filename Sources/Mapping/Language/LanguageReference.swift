import AudioAnalysis

/// The language's words with what they mean, made of the same tables that check and play mappings.
public enum LanguageReference: Sendable {
  /// Curves and events that are heard, and clocks.
  case signals
  /// Functions, operators and units.
  case functions
  /// What a mapping can set.
  case parameters

  /// The reference as text of at most 110 columns or so, for a terminal.
  public var text: String {
    switch self {
    case .signals: Self.signalsText
    case .functions: Self.functionsText
    case .parameters: Self.parametersText
    }
  }

  private static var signalsText: String {
    let heard = Analysis.signalCatalogue.filter { Clock(rawValue: $0.name) == nil }.map { signal in
      (signal.name, described(signal.range), signal.unit == "1" ? "" : signal.unit, signal.meaning)
    }
    let clocks = Clock.allCases.map { ($0.rawValue, "", "", $0.meaning) }
    let events = Analysis.eventCatalogue.map { [$0.name, $0.meaning] }
    return """
      Curves, a number at each moment; bands[3] is band3, chroma[C#] is chroma1:

      \(table((heard + clocks).map { [$0, $1, $2, $3] }))

      Events, moments with a strength from 0 to 1; functions such as decay make curves of them:

      \(table(events))

      """
  }

  private static var functionsText: String {
    let paragraphs = Function.all.map { function in
      let aliases =
        function.aliases.isEmpty ? "" : " (also called \(function.aliases.joined(separator: ", ")))"
      let kind = function.givesEvents ? "an event: " : ""
      return """
        \(function.signature)\(aliases)
            \(kind)\(plain(function.meaning))
            takes \(function.parameters.map(\.described).joined(separator: "; "))
            \(function.example)
        """
    }
    return """
      What stands in brackets may be left out.

      \(paragraphs.joined(separator: "\n\n"))

      Operators, loosest first: c ? a : b, or, and, not, < <= > >= == !=, + -, * /, -x, x ^ y
      Units, right behind a number: s, ms, beats, bars, deg, %, px; and rates of them, such as 30deg/s

      """
  }

  private static var parametersText: String {
    let rows = Parameter.allCases.map { parameter in
      [
        parameter.name, parameter.defaultValue.shortText,
        "\(parameter.range.lowerBound.shortText)...\(parameter.range.upperBound.shortText)", parameter.unit,
        parameter.meaning,
      ]
    }
    return """
      \(table([["parameter", "default", "range", "unit", "what it does"]] + rows))

      Beside these: layers, a section with a weight from 0 to 10 for each layer; scene, an event or a time: when a new
      dream begins, as in every(8, bar); scenes, a section with bars, seconds and dissolve. For transition, cut, into
      and from stand for 0, 1 and 2.

      """
  }

  private static func described(_ range: ClosedRange<Float>) -> String {
    let upper = range.upperBound.isFinite ? Double(range.upperBound).shortText : ""
    return "\(Double(range.lowerBound).shortText)...\(upper)"
  }

  /// Columns side by side, each as wide as its widest entry.
  private static func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      row.indices.map { column in
        let isLast = column == row.count - 1
        return isLast
          ? row[column]
          : row[column] + String(repeating: " ", count: widths[column] - row[column].count + 2)
      }.joined()
    }.joined(separator: "\n")
  }

  /// Without the marks that make words code in a document.
  private static func plain(_ text: String) -> String { text.filter { $0 != "`" } }
}

extension Function.Parameter {
  /// The parameter with what it takes: "halfLife, a time above 0".
  fileprivate var described: String {
    let kind =
      switch self.kind {
      case .number(.plain): "a number"
      case .number(.angle): "an angle"
      case .number: "a number of any unit"
      case .time: "a time"
      case .span, .period: "a time above 0"
      case .speed: "how much in a second"
      case .whole(let least): "a whole number, \(least) or more, written out"
      case .event: "an event"
      case .trigger: "an event or a number"
      case .list: "a list"
      case .word(let words): "one of \(words.joined(separator: ", "))"
      }
    return "\(name), \(kind)"
  }
}
