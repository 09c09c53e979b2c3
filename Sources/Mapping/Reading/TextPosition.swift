/// A place in a text as editors count it.
public struct TextPosition: Sendable, Hashable {
  /// From 1.
  public let line: Int
  /// From 1, in characters (Unicode scalars).
  public let column: Int

  /// Line and column, each from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
