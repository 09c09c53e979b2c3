import Yams

/// A key and its value where they stand in a file.
struct Entry {
  let key: String
  let position: TextPosition
  let value: Node
  let valuePosition: TextPosition

  /// The entries of a YAML mapping, in the file's order.
  static func entries(of mapping: Node.Mapping, in source: SourceText) throws(MappingError) -> [Entry] {
    var entries: [Entry] = []
    for (key, value) in mapping {
      let position = TextPosition(key.mark)
      guard case .scalar(let scalar) = key else {
        throw MappingError(source.file, at: position, "a name must stand before ':'")
      }
      entries.append(
        Entry(key: scalar.string, position: position, value: value, valuePosition: TextPosition(value.mark)))
    }
    return entries
  }
}

/// Parses a mapping file's YAML.
struct YAMLText {
  private let text: String
  private let source: SourceText

  init(_ text: String, source: SourceText) {
    self.text = text
    self.source = source
  }

  /// The file's top-level entries.
  func entries() throws(MappingError) -> [Entry] {
    guard let root = try root() else {
      throw MappingError(source.file, "is empty; a mapping has lines such as 'zoom: 1.01 + 0.05 * bass'")
    }
    guard case .mapping(let mapping) = root else {
      throw MappingError(
        source.file, at: TextPosition(root.mark),
        "not a mapping; it has lines such as 'zoom: 1.01 + 0.05 * bass'")
    }
    return try Entry.entries(of: mapping, in: source)
  }

  private func root() throws(MappingError) -> Node? {
    do {
      return try Yams.Parser(yaml: text, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw described(error)
    } catch {
      throw MappingError(source.file, "wrong YAML: \(error)")
    }
  }

  private func described(_ error: YamlError) -> MappingError {
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      let position = TextPosition(mark)
      return MappingError(source.file, at: position, "wrong YAML: \(problem)\(hint(at: position))")
    case .composer(let context, let problem, let mark, _):
      let reason = context == nil ? problem : "a second document begins; a file holds one mapping"
      return MappingError(source.file, at: TextPosition(mark), "wrong YAML: \(reason)")
    case .duplicatedKeysInMapping(let keys, let context):
      return duplicate(keys.first ?? "", first: TextPosition(context.mark))
    case .reader(let problem, let offset, _, _):
      let index = offset.map { text.prefix($0).unicodeScalars.count }
      return MappingError(
        source.file, at: index.map(source.position(ofScalar:)), "wrong YAML: \(problem)")
    default:
      return MappingError(source.file, "wrong YAML: \(String(describing: error).prefix { !$0.isNewline })")
    }
  }

  /// What usually lies behind an error in this line.
  private func hint(at position: TextPosition) -> String {
    let line = source.line(position.line)
    if line.contains("?"), line.contains(": ") {
      return "; put an expression with ': ' in quotes, or write if(condition, a, b)"
    }
    if line.prefix(while: \.isWhitespace).contains("\t") { return "; indent with spaces, not tabs" }
    return ""
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
    return MappingError(
      source.file, at: position, "'\(key)' stands here twice; it is also in line \(first.line)")
  }
}

extension TextPosition {
  /// Where YAML says something stands.
  init(_ mark: Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}
