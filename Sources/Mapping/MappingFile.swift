import Foundation
import Yams

/// Reads a mapping's YAML, keeping track of where everything stands.
struct MappingFile {
  private let source: SourceText
  private var checker = Checker()
  private var definitions: [Expression] = []

  /// Top-level keys that are not parameters.
  private enum Section: String, CaseIterable {
    case name, description, scenes, `let`, layers
  }

  /// Reads a mapping; `defaultName` is its name if it has none itself.
  static func mapping(from yaml: String, file: String, defaultName: String) throws(MappingError) -> Mapping {
    let text = yaml.unicodeScalars.first == "\u{FEFF}" ? String(yaml.unicodeScalars.dropFirst()) : yaml
    var reader = MappingFile(source: SourceText(text, file: file))
    return try reader.read(YAMLText(text, source: reader.source).entries(), defaultName: defaultName)
  }

  private init(source: SourceText) { self.source = source }

  private mutating func read(_ entries: [Entry], defaultName: String) throws(MappingError) -> Mapping {
    for entry in entries where Section(rawValue: entry.key) == nil && Parameter(name: entry.key) == nil {
      throw unknownKey(entry)
    }
    func entry(_ section: Section) -> Entry? { entries.first { $0.key == section.rawValue } }
    let scenes = try sceneRule(entry(.scenes))
    if let names = entry(.let) { try define(names) }
    let layers = try entry(.layers).map { (entry) throws(MappingError) in try self.entries(of: entry) } ?? []
    var weights: [NumberExpression] = []
    for layer in layers { weights.append(try checker.number(expression(of: layer))) }
    var parameters: [(parameter: Parameter, value: NumberExpression)] = []
    for entry in entries {
      guard let parameter = Parameter(name: entry.key) else { continue }
      parameters.append((parameter, try checker.number(expression(of: entry))))
    }
    return Mapping(
      name: try text(entry(.name)) ?? defaultName, description: try text(entry(.description)) ?? "",
      layers: layers.map {
        Mapping.LayerReference(
          name: $0.key, file: source.file, line: $0.position.line, column: $0.position.column)
      },
      scenes: scenes, definitions: definitions, layerWeights: weights, parameters: parameters)
  }

  private func unknownKey(_ entry: Entry) -> MappingError {
    if entry.key == "parameters" {
      return error(
        at: entry.position, "unknown key 'parameters'; parameters such as zoom stand at the left margin")
    }
    let known = Parameter.allCases.map(\.name) + Section.allCases.map(\.rawValue)
    let hint = Spelling(known: known).hint(for: entry.key, otherwise: "parameters and sections")
    return error(at: entry.position, "unknown parameter '\(entry.key)'\(hint)")
  }

  // MARK: Sections

  private mutating func define(_ section: Entry) throws(MappingError) {
    for entry in try entries(of: section) {
      let isName = entry.key.range(of: "^[A-Za-z_][A-Za-z0-9_]*$", options: .regularExpression) != nil
      guard isName else {
        throw error(at: entry.position, "'\(entry.key)' can't be a name; use letters, digits and _")
      }
      guard !Checker.reserved.contains(entry.key) else {
        throw error(at: entry.position, "'\(entry.key)' already has a meaning; choose another name")
      }
      let expression = try checker.expression(expression(of: entry))
      checker.define(entry.key, as: expression)
      definitions.append(expression)
    }
  }

  private func sceneRule(_ section: Entry?) throws(MappingError) -> SceneRule {
    var rule = SceneRule()
    guard let section else { return rule }
    for entry in try entries(of: section) {
      switch entry.key {
      case "bars": rule.bars = Int(try plainNumber(entry, 1...1000, isWhole: true))
      case "seconds": rule.seconds = try plainNumber(entry, 2...36000)
      case "dissolve": rule.dissolve = try plainNumber(entry, 0...10)
      default:
        let hint = Spelling(known: ["bars", "seconds", "dissolve"]).hint(for: entry.key, otherwise: "keys")
        throw error(at: entry.position, "unknown key '\(entry.key)' in scenes\(hint)")
      }
    }
    return rule
  }

  private func plainNumber(
    _ entry: Entry, _ range: ClosedRange<Double>, isWhole: Bool = false
  ) throws(MappingError) -> Double {
    let source = try expression(of: entry)
    guard let value = try Checker().number(source).constantValue, range.contains(value),
      !isWhole || value == value.rounded()
    else {
      throw source.error(
        at: 0,
        "\(entry.key) must be a \(isWhole ? "whole " : "")number from \(range.lowerBound.shortText)"
          + " to \(range.upperBound.shortText), not '\(source.text)'")
    }
    return value
  }

  // MARK: Values

  private func text(_ entry: Entry?) throws(MappingError) -> String? {
    guard let entry else { return nil }
    guard case .scalar(let scalar) = entry.value else {
      throw error(at: entry.valuePosition, "\(entry.key) must be a text")
    }
    return scalar.string.split { $0.isNewline }.joined(separator: " ")
  }

  private func expression(of entry: Entry) throws(MappingError) -> ExpressionSource {
    switch entry.value {
    case .scalar(let scalar) where scalar.string.isEmpty && scalar.style == .plain:
      throw error(
        at: entry.position, "\(entry.key) is empty; give it an expression, or leave it out")
    case .scalar(let scalar):
      return ExpressionSource(scalar.string, in: source, from: entry.valuePosition)
    case .sequence:
      throw error(
        at: entry.valuePosition,
        "\(entry.key) must be an expression, not a list; a list only has a place in cycle(...)")
    default:
      throw error(at: entry.valuePosition, "\(entry.key) must be an expression, not a section of its own")
    }
  }

  private func entries(of section: Entry) throws(MappingError) -> [Entry] {
    switch section.value {
    case .mapping(let mapping):
      return try Entry.entries(of: mapping, in: source)
    case .scalar(let scalar) where scalar.string.isEmpty:
      throw error(at: section.position, "\(section.key) is empty; give it indented lines, or leave it out")
    default:
      throw error(at: section.valuePosition, "\(section.key) must be lines of 'name: value'")
    }
  }

  private func error(at position: TextPosition, _ reason: String) -> MappingError {
    MappingError(source.file, at: position, reason)
  }
}

extension Parameter {
  /// The parameter that files call `name`.
  init?(name: String) {
    guard let parameter = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = parameter
  }
}
