import Yams

/// Parses a mapping file's YAML.
struct YAMLText {
  private let source: SourceText

  init(_ source: SourceText) { self.source = source }

  /// The file's top-level entries.
  func entries() throws(MappingError) -> [YAMLEntry] {
    try refuseDepth()
    guard let root = try root() else {
      throw MappingError(source.file, "is empty; a mapping has lines such as 'zoom: 1.01 + 0.05 * bass'")
    }
    guard case .mapping(let mapping) = root else {
      throw source.error(
        at: TextPosition(root.mark),
        "not a mapping; it has lines such as 'zoom: 1.01 + 0.05 * bass', with a space behind the colon")
    }
    var mistakes: [MappingError] = []
    let entries = YAMLEntry.entries(of: mapping, in: source, &mistakes)
    if let mistake = mistakes.first { throw mistake }
    return entries
  }

  private func root() throws(MappingError) -> Node? {
    do {
      return try Yams.Parser(yaml: source.text, encoding: .utf8).singleRoot()
    } catch let error as YamlError {
      throw YAMLMistakes(source).explained(error)
    } catch {
      throw MappingError(source.file, "wrong YAML: \(error)")
    }
  }

  /// YAML's brackets and dashes within each other: no mapping needs more, and a file of them must not exhaust the stack.
  private static let deepest = 32

  private func refuseDepth() throws(MappingError) {
    var depth = 0
    for number in 1...max(source.lineCount, 1) {
      let line = source.line(number)
      if line.first.map({ $0.isLetter || $0 == "#" }) == true { depth = 0 }
      let marks = line.prefix { " -?\t".contains($0) }.count { $0 == "-" || $0 == "?" }
      var deepest = marks
      for character in line {
        if "[{".contains(character) { depth += 1 } else if "]}".contains(character) { depth -= 1 }
        deepest = max(deepest, depth)
      }
      if deepest > Self.deepest {
        throw source.error(
          at: TextPosition(line: number, column: 1),
          "more than \(Self.deepest) brackets or dashes within each other; a mapping is a list of lines")
      }
    }
  }
}
