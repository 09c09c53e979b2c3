import Media

/// What curves can be written as; the file's ending says which.
public enum CurveFormat: String, Sendable, CaseIterable {
  /// A table, a row a frame.
  case csv
  /// A picture.
  case png
  /// The same picture as shapes, for printing and for enlarging.
  case svg
  /// The same as a page that plays the song.
  case html

  /// The format of a file of this name.
  ///
  /// - Returns: nil for an ending that is none of these, and without one.
  public init?(path: String) {
    self.init(rawValue: fileEnding(of: path))
  }

  /// ".csv, .png, .svg or .html", for messages.
  public static var endings: String {
    let endings = allCases.map { ".\($0.rawValue)" }
    return endings.dropLast().joined(separator: ", ") + " or " + endings.last!
  }
}
