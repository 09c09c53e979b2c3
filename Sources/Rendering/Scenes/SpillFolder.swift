import Foundation

/// A hidden folder beside the clip for frames that wait on disk, made when first needed.
struct SpillFolder: Sendable {
  private let url: URL

  init(beside path: String) {
    let target = URL(fileURLWithPath: path)
    let name = ".\(target.lastPathComponent).frames-\(ProcessInfo.processInfo.processIdentifier)"
    url = target.deletingLastPathComponent().appendingPathComponent(name, isDirectory: true)
  }

  /// An empty file in the folder.
  func makeFile(named name: String) throws -> SpillFile {
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
      return try SpillFile(at: url.appendingPathComponent(name))
    } catch {
      throw RenderError.workingFolder(path: url.path, reason: error.localizedDescription)
    }
  }

  /// Removes the folder and all in it, if it was ever made.
  func remove() {
    try? FileManager.default.removeItem(at: url)
  }
}

/// Bytes written at the end and read from the start; a file that is gone when nobody holds it any more.
final class SpillFile {
  private let url: URL
  private let handle: FileHandle
  private var readOffset: UInt64 = 0

  init(at url: URL) throws {
    self.url = url
    try Data().write(to: url)
    handle = try FileHandle(forUpdating: url)
  }

  func append(_ bytes: [UInt8]) throws {
    do {
      try handle.seekToEnd()
      try handle.write(contentsOf: bytes)
    } catch {
      throw RenderError.workingFolder(path: url.path, reason: error.localizedDescription)
    }
  }

  func readNext(_ count: Int) throws -> [UInt8] {
    try handle.seek(toOffset: readOffset)
    guard let data = try handle.read(upToCount: count), data.count == count else {
      throw RenderError.workingFolder(path: url.path, reason: "a frame written there can't be read back")
    }
    readOffset += UInt64(count)
    return [UInt8](data)
  }

  deinit {
    try? handle.close()
    try? FileManager.default.removeItem(at: url)
  }
}
