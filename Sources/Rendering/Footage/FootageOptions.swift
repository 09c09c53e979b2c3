import Media

/// What a clip dreams over, and how that goes with the song.
public struct FootageOptions: Sendable {
  /// Videos, pictures, or folders of frames; at least one. Several follow each other, or a mapping's `footage` chooses.
  public var paths: [String]
  /// What happens where the footage's shape is another than the clip's.
  public var fit = FootageFit.crop
  /// What of the footage is seen as the song begins, in seconds from its own beginning.
  public var start = 0.0
  /// Seconds of footage a second of song, above 0.
  public var speed = 1.0
  /// What comes after its end.
  public var end = FootageEnd.loop
  /// When it goes on somewhere else; nil for never.
  public var cuts: FootageCuts?

  /// The footage at `paths`, played as it is, over and over.
  public init(paths: [String]) { self.paths = paths }
}

/// What follows a piece of footage's end.
public enum FootageEnd: String, CaseIterable, Sendable {
  /// It begins anew.
  case loop
  /// It plays backward to its beginning, then forward again.
  case bounce
  /// Its last frame stays.
  case hold
}

/// The moments of a song at which footage goes on at its next shot, or without shots somewhere else.
public enum FootageCuts: Sendable, Equatable {
  /// Where another part of the song begins.
  case sections
  /// Every so many beats, at least 1.
  case beats(Int)
  /// Every so many bars, at least 1.
  case bars(Int)

  /// Reads "section", "beat", "bar", "4beats" or "2 bars".
  ///
  /// - Returns: nil for anything else.
  public init?(_ text: String) {
    let text = text.lowercased().filter { $0 != " " }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard let count = digits.isEmpty ? 1 : Int(digits), (1...10_000).contains(count) else { return nil }
    switch text.dropFirst(digits.count) {
    case "section", "sections": guard digits.isEmpty else { return nil }; self = .sections
    case "beat", "beats": self = .beats(count)
    case "bar", "bars": self = .bars(count)
    default: return nil
    }
  }
}
