import Foundation

/// Text on standard output, as it is.
func printWhole(_ text: String) {
  FileHandle.standardOutput.write(Data(text.utf8))
}

extension String {
  /// Filled up with spaces to `width` characters.
  func padded(to width: Int, alignsRight: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return alignsRight ? space + self : self + space
  }
}
