/// An expression as written, before names and types are looked at.
struct Syntax: Sendable {
  indirect enum Form: Sendable {
    case number(Double, Unit)
    case name(String)
    /// `bands[3]`
    case index(String, Syntax)
    case list([Syntax])
    case call(String, [Syntax])
    case operation(Operator, [Syntax])
  }

  let form: Form
  /// Index of the word that stands for it in the expression: a name, an operator.
  let offset: Int
  /// Levels of forms within forms, at least 1.
  let depth: Int
  /// Forms that it is made of, itself included.
  let size: Int

  init(_ form: Form, at offset: Int) {
    self.form = form
    self.offset = offset
    let parts = form.parts
    depth = 1 + (parts.map(\.depth).max() ?? 0)
    size = 1 + parts.map(\.size).reduce(0, +)
  }

  /// Every name in it that may stand for a value.
  var names: Set<String> {
    if case .name(let name) = form { return [name] }
    return form.parts.reduce(into: []) { $0.formUnion($1.names) }
  }
}

extension Syntax.Form {
  /// The forms within it.
  var parts: [Syntax] {
    switch self {
    case .number, .name, .index: []
    case .list(let parts), .call(_, let parts), .operation(_, let parts): parts
    }
  }
}
