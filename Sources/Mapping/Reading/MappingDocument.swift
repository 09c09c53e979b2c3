import Foundation
import Yams

/// What one mapping file says, line by line, before anything is checked against what it extends.
struct MappingDocument {
  /// A name and an expression, where they stand.
  struct Line {
    let key: String
    let position: TextPosition
    let source: ExpressionSource
  }

  let text: SourceText
  /// What the file says of itself.
  private(set) var name: String?
  private(set) var about = ""
  /// The mapping it starts from, and where that is said.
  private(set) var extends: (name: String, position: TextPosition)?
  /// What `scenes` says: whether parts of the song begin scenes, and are dreamed as before when they come back, bars and seconds from one to the next at most, and seconds that one fades into the next.
  private(set) var followsSections: Bool?
  private(set) var recalls: Bool?
  private(set) var bars: Int?
  private(set) var seconds: Double?
  private(set) var dissolve: Double?
  /// When new dreams begin.
  private(set) var scene: ExpressionSource?
  /// The names under `let`.
  private(set) var definitions: [Line] = []
  /// The layers with their weights.
  private(set) var layers: [Line] = []
  /// Each with a parameter's name for its key.
  private(set) var parameters: [Line] = []
  private(set) var mistakes: [MappingError] = []

  /// Top-level keys that are not parameters.
  private enum Section: String, CaseIterable {
    case name, about, description, extends, scenes, scene, `let`, layers
  }

  /// Reads a file's text.
  init(_ yaml: String, file: String) {
    let yaml = yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
    text = SourceText(yaml, file: file)
    do throws(MappingError) {
      for entry in try YAMLText(text).entries() { read(entry) }
    } catch {
      mistakes.append(error)
    }
  }

  private mutating func read(_ entry: YAMLEntry) {
    guard let section = Section(rawValue: entry.key) else {
      guard Parameter(name: entry.key) != nil else { return wrong(at: entry.position, unknown(entry)) }
      if let line = line(entry) { parameters.append(line) }
      return
    }
    switch section {
    case .name: name = plainText(entry)
    case .about, .description: about = plainText(entry) ?? about
    case .extends: extends = plainText(entry).map { ($0, entry.valuePosition) }
    case .scenes: for entry in entries(of: entry) { readRule(entry) }
    case .scene: scene = expression(of: entry)
    case .let: for entry in entries(of: entry) { readDefinition(entry) }
    case .layers: layers = entries(of: entry).compactMap { line($0) }
    }
  }

  private func unknown(_ entry: YAMLEntry) -> String {
    if case .mapping = entry.value,
      Spelling(known: Section.allCases.map(\.rawValue)).nearest(to: entry.key) == nil
    {
      return "unknown key '\(entry.key)'; parameters such as zoom stand at the left margin"
    }
    let known = Spelling(known: Section.allCases.map(\.rawValue) + Parameter.allCases.map(\.name))
    return "unknown parameter '\(entry.key)'\(known.hint(for: entry.key, otherwise: "the known ones"))"
  }

  private mutating func readDefinition(_ entry: YAMLEntry) {
    guard Token.isName(entry.key) else {
      return wrong(at: entry.position, "'\(entry.key)' can't be a name; use letters, digits and _")
    }
    guard !Definitions.reserved.contains(entry.key) else {
      return wrong(at: entry.position, "'\(entry.key)' already has a meaning; choose another name")
    }
    if let line = line(entry) { definitions.append(line) }
  }

  private mutating func readRule(_ entry: YAMLEntry) {
    switch entry.key {
    case "sections": followsSections = plainTruth(entry)
    case "recall": recalls = plainTruth(entry)
    case "bars": bars = plainNumber(entry, 1...1000, isWhole: true).map { Int($0) }
    case "seconds": seconds = plainNumber(entry, 2...36000)
    case "dissolve": dissolve = plainNumber(entry, 0...10)
    default:
      let hint = Spelling(known: ["sections", "recall", "bars", "seconds", "dissolve"])
        .hint(for: entry.key, otherwise: "keys")
      wrong(at: entry.position, "unknown key '\(entry.key)' in scenes\(hint)")
    }
  }

  // MARK: Values

  private mutating func wrong(at position: TextPosition, _ reason: String) {
    mistakes.append(text.error(at: position, reason))
  }

  private mutating func plainNumber(
    _ entry: YAMLEntry, _ range: ClosedRange<Double>, isWhole: Bool = false
  ) -> Double? {
    guard let source = expression(of: entry) else { return nil }
    var withoutNames = Definitions()
    let value = withoutNames.number(source, for: entry.key, in: entry.key == "bars" ? .none : .time(.seconds))
    guard let value = value?.constantValue, range.contains(value), !isWhole || value == value.rounded() else {
      mistakes.append(
        source.error(
          at: 0,
          "\(entry.key) must be a \(isWhole ? "whole " : "")number from \(range.lowerBound.shortText)"
            + " to \(range.upperBound.shortText), not '\(source.text)'"))
      return nil
    }
    return value
  }

  private mutating func plainTruth(_ entry: YAMLEntry) -> Bool? {
    if let truth = entry.value.bool { return truth }
    wrong(at: entry.valuePosition, "\(entry.key) must be yes or no")
    return nil
  }

  private mutating func plainText(_ entry: YAMLEntry) -> String? {
    guard case .scalar(let scalar) = entry.value, !scalar.string.isEmpty else {
      wrong(at: entry.valuePosition, "\(entry.key) must be a text")
      return nil
    }
    return scalar.string.split { $0.isNewline }.joined(separator: " ")
  }

  private mutating func line(_ entry: YAMLEntry) -> Line? {
    expression(of: entry).map { Line(key: entry.key, position: entry.position, source: $0) }
  }

  private mutating func expression(of entry: YAMLEntry) -> ExpressionSource? {
    switch entry.value {
    case .scalar(let scalar) where scalar.string.isEmpty && scalar.style == .plain:
      if text.line(entry.position.line).contains(": !") {
        wrong(at: entry.valuePosition, YAMLMistakes.needsQuotes("!"))
        return nil
      }
      wrong(at: entry.position, "\(entry.key) is empty; give it an expression, or leave it out")
    case .scalar(let scalar):
      return ExpressionSource(scalar.string, in: text, from: entry.valuePosition)
    case .sequence:
      wrong(
        at: entry.valuePosition,
        "\(entry.key) must be an expression, not a list; a list only has a place in cycle(...) and choose(...)"
      )
    default:
      wrong(at: entry.valuePosition, "\(entry.key) must be an expression, not a section of its own")
    }
    return nil
  }

  private mutating func entries(of section: YAMLEntry) -> [YAMLEntry] {
    switch section.value {
    case .mapping(let mapping):
      let entries = YAMLEntry.entries(of: mapping, in: text, &mistakes)
      return withoutPieces(entries)
    case .scalar(let scalar) where scalar.string.isEmpty:
      wrong(at: section.position, "\(section.key) is empty; give it indented lines, or leave it out")
    default:
      wrong(at: section.valuePosition, "\(section.key) must be lines of 'name: value'")
    }
    return []
  }

  /// Within `{ }`, YAML cuts an expression at each comma. Only the first piece is worth an error.
  private func withoutPieces(_ entries: [YAMLEntry]) -> [YAMLEntry] {
    var lineOfCut: Int?
    return entries.filter { entry in
      guard case .scalar(let scalar) = entry.value else { return true }
      if lineOfCut == entry.position.line, scalar.string.isEmpty { return false }
      func count(_ characters: Set<Character>) -> Int { scalar.string.count { characters.contains($0) } }
      let isCut = scalar.style == .plain && count(["(", "["]) > count([")", "]"])
      lineOfCut = isCut ? entry.position.line : nil
      return true
    }
  }
}
