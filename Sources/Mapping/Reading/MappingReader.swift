import Foundation

/// Reads a mapping and all that it extends, and checks every line.
struct MappingReader {
  /// One a file: what is extended stands before what extends it.
  private var documents: [MappingDocument] = []
  private var definitions = Definitions()

  /// A mapping of a mapping of a mapping... of no more than so many.
  private static let longestChain = 8
  /// Names under `let:` at most, those of extended mappings included.
  private static let mostDefinitions = 256

  /// Reads a mapping; `defaultName` is its name if it has none itself.
  static func mapping(from yaml: String, file: String, defaultName: String) throws(MappingErrors) -> Mapping {
    var reader = MappingReader()
    reader.load(MappingDocument(yaml, file: file))
    let mapping = reader.checked(defaultName: defaultName)
    let mistakes = reader.definitions.mistakes.sortedByPlace()
    guard mistakes.isEmpty else { throw MappingErrors(mistakes) }
    return mapping
  }

  // MARK: Files

  /// Takes a document, and those it extends before it.
  private mutating func load(_ first: MappingDocument) {
    do throws(MappingError) {
      var next: MappingDocument? = first
      while let document = next {
        documents.insert(document, at: 0)
        for mistake in document.mistakes { definitions.note(mistake) }
        next = try extended(by: document)
      }
    } catch {
      definitions.note(error)
    }
  }

  /// What the document that was taken last extends; nil where it extends nothing.
  private func extended(by document: MappingDocument) throws(MappingError) -> MappingDocument? {
    guard let (name, position) = document.extends else { return nil }
    func mistake(_ reason: String) -> MappingError { document.text.error(at: position, reason) }
    let chain = documents.reversed().map(\.text.file)
    let file = Self.file(name, extendedBy: document.text.file)
    guard !chain.map(Self.identity).contains(Self.identity(file)) else {
      throw mistake("extends goes round in a circle: \((chain + [file]).joined(separator: " → "))")
    }
    // A stranger's mapping has no business in other files.
    guard
      Mapping.isBuiltIn(file) || Mapping.hasMappingEnding(file)
        || !FileManager.default.fileExists(atPath: file)
    else { throw mistake("can't extend '\(name)': only files that end with .yaml") }
    guard chain.count < Self.longestChain else {
      throw mistake("more than \(Self.longestChain) mappings extend each other")
    }
    do throws(MappingError) {
      return MappingDocument(try Mapping.text(of: file), file: file)
    } catch {
      throw mistake("can't extend '\(name)': \(error.reason)")
    }
  }

  /// What `extends` means: a built-in mapping, or a file, seen from the one that extends it.
  private static func file(_ name: String, extendedBy file: String) -> String {
    if Mapping.isBuiltIn(name) || name.hasPrefix("/") || Mapping.isBuiltIn(file) { return name }
    let folder = (file as NSString).deletingLastPathComponent
    return Mapping.looksLikePath(name) && !folder.isEmpty
      ? (folder as NSString).appendingPathComponent(name) : name
  }

  /// The same for all names and paths of one mapping.
  private static func identity(_ file: String) -> String {
    if Mapping.isBuiltIn(file) { return file == "default" ? Mapping.defaultName : file }
    return URL(fileURLWithPath: file).standardizedFileURL.resolvingSymlinksInPath().path
  }

  // MARK: Lines

  private mutating func checked(defaultName: String) -> Mapping {
    let expressions = define()
    let (layers, weights) = layers()
    let parameters = parameters()
    return Mapping(
      name: documents.last?.name ?? defaultName, description: documents.last?.about ?? "", layers: layers,
      scenes: sceneRule(), scene: scene(), definitions: expressions, layerWeights: weights,
      parameters: parameters)
  }

  /// The layers and, for each, its weight.
  private mutating func layers() -> ([Mapping.LayerReference], [NumberExpression]) {
    var references: [Mapping.LayerReference] = []
    var weights: [NumberExpression] = []
    for (text, line) in winners(documents.map(\.layers)) {
      let weight = number(line, for: "the weight of \(line.key)", range: 0...Mapping.heaviestLayer)
      references.append(
        Mapping.LayerReference(
          name: line.key, file: text.file, position: line.position, text: text.line(line.position.line)))
      weights.append(weight ?? .constant(0))
    }
    return (references, weights)
  }

  private mutating func parameters() -> [(parameter: Parameter, value: NumberExpression)] {
    var parameters: [(parameter: Parameter, value: NumberExpression)] = []
    for (_, line) in winners(documents.map(\.parameters)) {
      guard let parameter = Parameter(name: line.key) else { continue }
      let value = number(
        line, for: line.key, in: parameter.counts, isSpeed: parameter.isSpeed, range: parameter.range,
        knowing: parameter.words)
      parameters.append((parameter, value ?? .constant(parameter.defaultValue)))
    }
    return parameters
  }

  /// Of the lines with the same name, the last document's, where the first document has it.
  private func winners(
    _ lines: [[MappingDocument.Line]]
  ) -> [(text: SourceText, line: MappingDocument.Line)] {
    var result: [(text: SourceText, line: MappingDocument.Line)] = []
    var places: [String: Int] = [:]
    for (document, lines) in zip(documents, lines) {
      for line in lines {
        if let place = places[line.key] {
          result[place] = (document.text, line)
        } else {
          places[line.key] = result.count
          result.append((document.text, line))
        }
      }
    }
    return result
  }

  private mutating func number(
    _ line: MappingDocument.Line, for place: String, in unit: Unit = .none, isSpeed: Bool = false,
    range: ClosedRange<Double>, knowing words: [String: Double] = [:]
  ) -> NumberExpression? {
    let number = definitions.number(
      line.source, for: place, in: unit, isSpeed: isSpeed, knowing: words)
    if let constant = number?.constantValue, !range.contains(constant) {
      let value = constant.isFinite ? "not \(constant.shortText)" : "but this is no number"
      definitions.note(
        line.source.error(
          at: 0, "\(place) goes from \(range.lowerBound.shortText) to \(range.upperBound.shortText), \(value)"
        ))
    }
    return number
  }

  /// Works out all names under `let:`, in the order in which they need each other.
  private mutating func define() -> [Expression] {
    var written: [Definition] = []
    for document in documents {
      for line in document.definitions {
        guard written.count < Self.mostDefinitions else {
          definitions.note(
            document.text.error(at: line.position, "more than \(Self.mostDefinitions) names under let"))
          return []
        }
        written.append(
          Definition(
            name: line.key, position: line.position, text: document.text, source: line.source,
            syntax: definitions.parse(line.source)))
      }
    }
    let order = DefinitionOrder(written)
    for circle in order.circles {
      let names = circle.map { written[$0].name }
      let first = written[circle[0]]
      definitions.note(
        first.text.error(
          at: first.position, "'\(first.name)' needs itself: \((names + [names[0]]).joined(separator: " → "))"
        ))
      for index in circle { definitions.giveUp(written[index].name, id: index) }
    }
    let inCircles = Set(order.circles.joined())
    return order.order.filter { !inCircles.contains($0) }.compactMap { index in
      definitions.define(
        written[index], id: index, shadowing: order.shadowed(by: index), isLast: order.isLast(index))
    }
  }

  // MARK: Scenes

  /// When new dreams begin, if a mapping says so by an expression and none that extends it by a number of bars.
  private mutating func scene() -> EventExpression? {
    var source: ExpressionSource?
    for document in documents {
      if let scene = document.scene {
        if document.bars != nil {
          definitions.note(
            scene.error(at: 0, "scene and the bars of scenes both say when a new dream begins; leave one out")
          )
        }
        source = scene
      } else if document.bars != nil {
        source = nil
      }
    }
    return source.flatMap { definitions.moments($0, for: "scene") }
  }

  private func sceneRule() -> SceneRule {
    var rule = SceneRule()
    for document in documents {
      // Who says when dreams begin is not held to the length that an extended mapping allows.
      if document.scene != nil { rule.seconds = SceneRule.longestByExpression }
      rule.followsSections = document.followsSections ?? rule.followsSections
      rule.recalls = document.recalls ?? rule.recalls
      rule.bars = document.bars ?? rule.bars
      rule.seconds = document.seconds ?? rule.seconds
      rule.dissolve = document.dissolve ?? rule.dissolve
    }
    return rule
  }
}

extension [MappingError] {
  /// File by file as they come, each from top to bottom.
  fileprivate func sortedByPlace() -> [MappingError] {
    var files: [String] = []
    for mistake in self where !files.contains(mistake.file) { files.append(mistake.file) }
    return files.flatMap { file in
      filter { $0.file == file }.sorted { first, second in
        let (a, b) = (first.position, second.position)
        return (a?.line ?? 0, a?.column ?? 0) < (b?.line ?? 0, b?.column ?? 0)
      }
    }
  }
}
