extension Analysis.Key {
  /// The key in words: "C major", "F sharp minor", "E flat major".
  public var name: String {
    let majors = ["C", "D flat", "D", "E flat", "E", "F", "F sharp", "G", "A flat", "A", "B flat", "B"]
    let minors = ["C", "C sharp", "D", "E flat", "E", "F", "F sharp", "G", "G sharp", "A", "B flat", "B"]
    return isMinor ? "\(minors[tonic]) minor" : "\(majors[tonic]) major"
  }
}
