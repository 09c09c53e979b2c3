import Yams

/// A key and its value where they stand in a file.
struct YAMLEntry {
  let key: String
  let position: TextPosition
  let value: Node
  let valuePosition: TextPosition

  /// The entries of a YAML mapping, in the file's order.
  static func entries(
    of mapping: Node.Mapping, in source: SourceText, _ mistakes: inout [MappingError]
  ) -> [YAMLEntry] {
    var entries: [YAMLEntry] = []
    for (key, value) in mapping {
      let position = TextPosition(key.mark)
      guard case .scalar(let scalar) = key else {
        mistakes.append(source.error(at: position, "a name must stand before ':'"))
        continue
      }
      entries.append(
        YAMLEntry(
          key: scalar.string, position: position, value: value, valuePosition: TextPosition(value.mark)))
    }
    return entries
  }
}

extension TextPosition {
  /// Where YAML says something stands.
  init(_ mark: Mark?) { self.init(line: mark?.line ?? 1, column: mark?.column ?? 1) }
}
