/// A name under `let:` with its expression, where it stands.
struct Definition {
  let name: String
  let position: TextPosition
  let text: SourceText
  let source: ExpressionSource
  /// nil where it can't be read.
  let syntax: Syntax?
}

/// In which order definitions can be worked out, so that each comes after those it needs.
struct DefinitionOrder {
  /// Indices of definitions; all but those of `circles` and those before them.
  private(set) var order: [Int] = []
  /// Definitions that need each other, each circle once.
  private(set) var circles: [[Int]] = []

  private let definitions: [Definition]
  private let ofName: [String: [Int]]
  private var path: [Int] = []
  private var isDone: [Bool]

  /// - Parameter definitions: those of an extended mapping before those of the one that extends it.
  init(_ definitions: [Definition]) {
    self.definitions = definitions
    ofName = Dictionary(grouping: definitions.indices) { definitions[$0].name }
    isDone = Array(repeating: false, count: definitions.count)
    for index in definitions.indices { visit(index) }
  }

  /// The definition of the same name before this one, which the name stands for in this one.
  func shadowed(by index: Int) -> Int? { ofName[definitions[index].name]?.last { $0 < index } }

  /// Whether this is the definition that its name stands for in all others.
  func isLast(_ index: Int) -> Bool { ofName[definitions[index].name]?.last == index }

  private mutating func visit(_ index: Int) {
    guard !isDone[index] else { return }
    if let start = path.firstIndex(of: index) {
      circles.append(Array(path[start...]))
      return
    }
    path.append(index)
    for needed in needs(of: index) { visit(needed) }
    path.removeLast()
    isDone[index] = true
    order.append(index)
  }

  private func needs(of index: Int) -> [Int] {
    let names = definitions[index].syntax?.names.sorted() ?? []
    return names.compactMap { name in
      name == definitions[index].name ? shadowed(by: index) : ofName[name]?.last
    }
  }
}
