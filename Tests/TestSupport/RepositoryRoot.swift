import Foundation

/// The repository's top folder, in which tests find fixtures, songs, mappings and documents, wherever they are themselves.
public let repositoryRoot = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
  .deletingLastPathComponent()
