import Foundation

/// A file under construction: written beside its target under a hidden name, renamed over it once it is whole,
/// and removed otherwise, so that the final name never holds half a file.
public final class WorkingFile {
  /// The final name, as the user gave it.
  public let path: String
  /// Where to write: `.NAME.XXXXXXXX.partial` in the target's folder.
  public let workingPath: String

  /// The final name with symbolic links followed, so that a link stays a link.
  private let target: String
  private var isPending = true

  /// Creates an empty working file beside `path`.
  ///
  /// - Throws: `MediaError` when `path` is a folder, a device or the like, or its folder is missing or may not be
  ///   written to.
  public init(for path: String) throws(MediaError) {
    let target = Self.followingLinks(path)
    var status = stat()
    if stat(target, &status) == 0 {
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      guard status.st_mode & S_IFMT == S_IFREG else {
        throw MediaError(path, isFolder ? "is a folder; name a file in it" : "is not a regular file")
      }
    }
    let cut = target.lastIndex(of: "/").map { target.index(after: $0) } ?? target.startIndex
    let (folder, name) = (target[..<cut], target[cut...])
    guard !name.isEmpty else { throw MediaError(path, "names no file") }
    let mark = String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)
    self.path = path
    self.target = target
    workingPath = "\(folder).\(name.prefix(50)).\(mark).partial"
    let descriptor = open(workingPath, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      isPending = false
      throw MediaError(
        path,
        errno == ENOENT
          ? "cannot be written: its folder does not exist" : "cannot be written: \(systemReason())")
    }
    close(descriptor)
  }

  deinit { discard() }

  /// Gives the finished file its final name, in place of what was there.
  ///
  /// - Throws: `MediaError` when that fails; the working file is removed then.
  public func keep() throws(MediaError) {
    guard rename(workingPath, target) == 0 else {
      let reason = systemReason()
      discard()
      throw MediaError(path, "cannot be written: \(reason)")
    }
    isPending = false
  }

  /// Removes the working file, unless it was kept.
  public func discard() {
    if isPending { unlink(workingPath) }
    isPending = false
  }

  /// Makes sure, before work worth hours, that a file can be written at `path`.
  ///
  /// - Throws: what `init(for:)` throws.
  public static func checkTarget(_ path: String) throws(MediaError) {
    try WorkingFile(for: path).discard()
  }

  private static func followingLinks(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}

/// Writes `bytes` to the file at `path` whole or not at all: what was there stays until then.
///
/// - Throws: `MediaError` when it can't be written, a full disk included.
public func writeWhole(_ bytes: [UInt8], to path: String) throws(MediaError) {
  let working = try WorkingFile(for: path)
  guard let file = fopen(working.workingPath, "wb") else {
    throw MediaError(path, "cannot be written: \(systemReason())")
  }
  let written = fwrite(bytes, 1, bytes.count, file)
  let writeError = errno
  guard fclose(file) == 0, written == bytes.count else {
    throw MediaError(path, "cannot be written: \(systemReason(written == bytes.count ? errno : writeError))")
  }
  try working.keep()
}

/// Writes `text`, as UTF-8, to the file at `path` whole or not at all: what was there stays until then.
///
/// - Throws: `MediaError` when it can't be written, a full disk included.
public func writeWhole(_ text: String, to path: String) throws(MediaError) {
  try writeWhole(Array(text.utf8), to: path)
}
