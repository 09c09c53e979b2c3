/// What went wrong with a file of sound or pictures: one sentence that names the file, the cause and what would be right.
public struct MediaError: Error, Equatable, CustomStringConvertible {
  /// The file as the user named it.
  public let path: String
  /// What is wrong with it, without the file's name: "is a folder, not a song".
  public let reason: String

  /// An error about the file at `path`.
  public init(_ path: String, _ reason: String) {
    self.path = path
    self.reason = reason
  }

  /// "song.mp3: is a folder, not a song"
  public var description: String { "\(path): \(reason)" }
}
