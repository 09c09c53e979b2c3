import Foundation

/// Whether two paths lead to one file, through whatever links.
func isSameFile(_ first: String, _ second: String) -> Bool {
  func canonical(_ path: String) -> String {
    URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
  }
  if canonical(first) == canonical(second) { return true }
  func identity(_ path: String) -> (UInt64, UInt64)? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return (UInt64(status.st_dev), UInt64(status.st_ino))
  }
  guard let first = identity(first), let second = identity(second) else { return false }
  return first == second
}
