/// An expression as written, before names and types are looked at.
struct Syntax {
  indirect enum Form {
    case number(Double)
    case name(String)
    case list([Syntax])
    case call(String, [Syntax])
    case operation(Operation, [Syntax])
  }

  let form: Form
  /// Index of the word that stands for it in the expression: a name, an operator.
  let offset: Int
  /// Levels of forms within forms, at least 1.
  let depth: Int

  init(_ form: Form, at offset: Int) {
    self.form = form
    self.offset = offset
    switch form {
    case .number, .name: depth = 1
    case .list(let parts), .call(_, let parts), .operation(_, let parts):
      depth = 1 + (parts.map(\.depth).max() ?? 0)
    }
  }
}
