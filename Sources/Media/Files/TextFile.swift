import Foundation

/// The text, in UTF-8, of the file at `path`.
///
/// - Parameters:
///   - path: the file as the user named it.
///   - kind: what the file should be, with its article: "a list of beats".
/// - Throws: `MediaError` when it can't be read, is empty, larger than 16 MB, or not text.
public func readText(_ path: String, as kind: String) throws(MediaError) -> String {
  try requireReadable(path, as: kind)
  guard let file = fopen(path, "rb") else { throw MediaError(path, "cannot be opened: \(systemReason())") }
  defer { fclose(file) }
  let most = 16 << 20
  let bytes = readBytes(most + 1, from: file)
  guard ferror(file) == 0 else { throw MediaError(path, "cannot be read: \(systemReason())") }
  guard bytes.count <= most, !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
    throw MediaError(path, "is not a text file, so it cannot be read as \(kind)")
  }
  return text
}
