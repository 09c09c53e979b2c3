import Foundation

/// A folder for one test, gone with the object.
public final class TemporaryFolder {
  /// Where it is.
  public let url: URL

  /// Makes the folder.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("reverie-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  /// A path inside it.
  public func path(_ name: String) -> String {
    url.appendingPathComponent(name).path
  }

  /// The names of the files in it, hidden ones too.
  public var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: url.path).sorted() }
  }
}
