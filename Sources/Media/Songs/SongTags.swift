/// What a song says about itself: its title, who plays it, and so on.
public struct SongTags: Sendable, Equatable {
  /// Values by libav's names for them ("title", "artist", "album", "album_artist", "date"...), none empty.
  public let values: [String: String]

  /// The piece's name.
  public var title: String? { values["title"] }
  /// Who plays it.
  public var artist: String? { values["artist"] }

  /// The names that are carried over into a clip; technical ones ("encoder", "major_brand") are left behind.
  static let names = [
    "title", "artist", "album", "album_artist", "composer", "performer", "date", "genre", "track", "disc",
    "comment", "copyright",
  ]

  /// Keeps the entries of `values` that have one of `names`, in any case, and say something.
  init(_ values: [String: String]) {
    var kept: [String: String] = [:]
    for (name, value) in values.sorted(by: { $0.key < $1.key }) {
      let name = name.lowercased()
      if Self.names.contains(name), !value.allSatisfy(\.isWhitespace) { kept[name] = value }
    }
    self.values = kept
  }
}

/// Text from a file that ought to be UTF-8; what isn't is read as Latin-1, as old taggers wrote it.
func tagText(_ characters: UnsafePointer<CChar>) -> String {
  String(validatingCString: characters)
    ?? String(
      String.UnicodeScalarView(
        UnsafeBufferPointer(start: characters, count: lengthOf(characters)).map {
          Unicode.Scalar(UInt8(bitPattern: $0))
        }))
}

private func lengthOf(_ characters: UnsafePointer<CChar>) -> Int {
  var length = 0
  while characters[length] != 0 { length += 1 }
  return length
}
