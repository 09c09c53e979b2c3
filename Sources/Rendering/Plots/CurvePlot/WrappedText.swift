/// Cuts a text at spaces into lines of at most `length` letters; a longer word has a line of its own.
func wrapped(_ text: String, length: Int) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + 1 + word.count <= length {
      lines[lines.count - 1] = "\(last) \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines
}
