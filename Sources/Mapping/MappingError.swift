/// What is wrong with a mapping, in one line: the file, where in it, the offending word and what was meant.
public struct MappingError: Error, Equatable, CustomStringConvertible {
  /// The file as the user named it, or a built-in mapping's name.
  public let file: String
  /// Where in the file; nil when the file as a whole is wrong (missing, a folder, empty).
  public let position: TextPosition?
  /// What is wrong and what would be right: "unknown signal 'bas'; did you mean 'bass'?"
  public let reason: String

  /// An error in `file`, at a place in it if there is one.
  public init(_ file: String, at position: TextPosition? = nil, _ reason: String) {
    self.file = file
    self.position = position
    self.reason = reason
  }

  /// "club.yaml:12:8: unknown signal 'bas'; did you mean 'bass'?"
  public var description: String {
    guard let position else { return "\(file): \(reason)" }
    return "\(file):\(position.line):\(position.column): \(reason)"
  }
}
