import ArgumentParser
import Foundation

/// Makes sure that a command doesn't write over what it reads.
///
/// - Parameters:
///   - inputs: what is read, each behind what it is to the command, such as "the song"; nil for what isn't given.
///   - remedy: what to do instead, "name another file with -o".
/// - Throws: a `ValidationError`: "song.ogg is the song itself; name another file with -o."
func checkApart(
  _ output: String, from inputs: KeyValuePairs<String, String?>, remedy: String = "name another file with -o"
) throws {
  for case (let role, let input?) in inputs where isSameFile(input, output) {
    throw ValidationError("\(output) is \(role) itself; \(remedy).")
  }
}

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
