/// What a misspelt word was probably meant to be.
public struct Spelling: Sendable {
  /// The words that are right.
  public let known: [String]

  /// - Parameter known: the words that are right.
  public init(known: [String]) {
    self.known = known
  }

  /// The known word nearest to `word`, if one is near enough to be a slip of the fingers; of two that are as near, one
  /// that goes on where `word` ends.
  func nearest(to word: String) -> String? {
    let limit = max(1, word.count / 3)
    let ranked = known.map { name in
      let (typed, known) = (word.lowercased(), name.lowercased())
      return (name: name, distance: 2 * Self.distance(typed, known) - (known.hasPrefix(typed) ? 1 : 0))
    }
    guard let best = ranked.min(by: { $0.distance < $1.distance }), best.distance <= 2 * limit else {
      return nil
    }
    return best.name
  }

  /// "; did you mean 'bass'?", or where nothing is near, "; `plural` are a, b, c" if `plural` is given.
  public func hint(for word: String, otherwise plural: String? = nil) -> String {
    hint(for: word, orElse: plural.map { "; \($0) are \(known.joined(separator: ", "))" } ?? "")
  }

  /// "; did you mean 'bass'?", or `other` where nothing is near.
  func hint(for word: String, orElse other: String) -> String {
    nearest(to: word).map { "; did you mean '\($0)'?" } ?? other
  }

  /// Insertions, deletions, replacements and swaps of neighbours that make `a` into `b`.
  static func distance(_ a: String, _ b: String) -> Int {
    let (a, b) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in a.indices {
      var row = [i + 1]
      for j in b.indices {
        var cost = min(last[j + 1] + 1, row[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = min(cost, beforeLast[j - 1] + 1) }
        row.append(cost)
      }
      (beforeLast, last) = (last, row)
    }
    return last[b.count]
  }
}
