import Foundation

/// Checks that `path` names a file with something in it, before a library says less clearly what is wrong.
///
/// - Parameter kind: what the file should be, with its article: "a song".
/// - Throws: `MediaError` when there is no such file, it is a folder or a device, empty, or may not be read.
func requireReadable(_ path: String, as kind: String) throws(MediaError) {
  var status = stat()
  guard stat(path, &status) == 0 else {
    throw MediaError(path, errno == ENOENT ? "does not exist" : "cannot be opened: \(systemReason())")
  }
  switch status.st_mode & S_IFMT {
  case S_IFREG: break
  case S_IFDIR: throw MediaError(path, "is a folder, not \(kind)")
  default: throw MediaError(path, "is not a regular file, so it cannot be read as \(kind)")
  }
  guard status.st_size > 0 else { throw MediaError(path, "is empty (0 bytes)") }
  guard access(path, R_OK) == 0 else {
    throw MediaError(path, "cannot be opened: \(systemReason())")
  }
}

/// The system's words for `code`: "Permission denied".
func systemReason(_ code: Int32 = errno) -> String { String(cString: strerror(code)) }
