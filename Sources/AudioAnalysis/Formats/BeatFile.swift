import Media

/// Beats that somebody else has found, a person by ear or another program, read from a text file.
///
/// The content tells the format:
/// - our own: seconds, white space, position in the bar; the position may be left out;
/// - a label track of Audacity: start, TAB, end, TAB, label;
/// - comma-separated values as Sonic Visualiser exports them: time, maybe values, label; or the time alone; maybe
///   with the columns' names on the first line.
///
/// A label such as `3` is a position in the bar, `12.3` is beat 3 of bar 12. Any other says nothing about the bar,
/// and so do the labels of a file that merely numbers its beats. Empty lines and lines that begin with `#` are
/// passed over.
public struct BeatFile: Sendable, Equatable {
  /// The file as the user named it.
  public let path: String
  /// In order of time, at least one.
  public let beats: [Beat]

  /// A beat as its file gives it.
  public struct Beat: Sendable, Equatable {
    /// Seconds from the song's start, 0 or more, in whole tenths of a millisecond.
    public let time: Double
    /// Its place in the bar, 1 is the downbeat; nil where the file doesn't say.
    public let position: Int?
    /// The line it is on, from 1.
    public let line: Int
  }

  /// Reads the file at `path`.
  ///
  /// - Throws: `MediaError` when it can't be read, is not text, or for what `init(_:path:)` throws.
  public init(path: String) throws(MediaError) {
    try self.init(readText(path, as: "a list of beats"), path: path)
  }

  /// Reads `text`, which errors say is in the file at `path`.
  ///
  /// - Throws: `MediaError` naming the line where a time is not a number, negative, or not behind the one before,
  ///   or that says that times are sample frames; when there is no beat.
  public init(_ text: String, path: String) throws(MediaError) {
    var rows = BeatRow.rows(of: text)[...]
    let columns = rows.first?.columns
    if columns != nil {
      let header = rows.removeFirst()
      if header.namesFrames {
        throw MediaError(path, "line \(header.line): counts sample frames; it takes times in seconds")
      }
    }
    var beats: [Beat] = []
    for row in rows {
      let beat = try Self.beat(row, columns, path)
      if let last = beats.last, beat.time <= last.time {
        throw MediaError(
          path,
          "line \(beat.line): \(beat.time) s must be behind \(last.time) s, the beat before (line \(last.line))"
        )
      }
      beats.append(beat)
    }
    guard !beats.isEmpty else {
      throw MediaError(
        path, "has no beats in it; it takes a line for each, which begins with the time in seconds")
    }
    let numbersThem = beats.contains { ($0.position ?? 0) > Self.longestBar }
    self.path = path
    self.beats = numbersThem ? beats.map { Beat(time: $0.time, position: nil, line: $0.line) } : beats
  }

  /// - Throws: `MediaError` naming the line of a beat behind the song's end at `duration` seconds.
  func check(against duration: Double) throws(MediaError) {
    guard let beat = beats.first(where: { $0.time > duration }) else { return }
    let end = Decimals.text(duration, places: 2)
    throw MediaError(path, "line \(beat.line): \(beat.time) s is beyond the song's end at \(end) s")
  }

  /// A label beyond it counts beats through the song rather than in a bar.
  private static let longestBar = 16

  private static func beat(_ row: BeatRow, _ columns: (time: Int, label: Int?)?, _ path: String)
    throws(MediaError) -> Beat
  {
    let column = columns?.time ?? 0
    guard let time = row.number(column) else {
      let text = column < row.fields.count ? row.fields[column] : ""
      throw MediaError(
        path, "line \(row.line): '\(text.prefix(30))' is not a number; a beat begins with its time in seconds"
      )
    }
    guard time >= 0 else {
      throw MediaError(path, "line \(row.line): \(time) s is negative; times count from the song's start")
    }
    let named = columns?.label.map { $0 < row.fields.count ? row.fields[$0] : "" }
    return Beat(
      time: roundedTime(time), position: position(columns == nil ? row.label : named ?? ""), line: row.line)
  }

  /// "3" and "12.3" are the third beat of a bar.
  private static func position(_ label: String) -> Int? {
    let parts = label.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count <= 2, !parts.contains(nil), let last = parts.last!, last >= 1 else { return nil }
    return last
  }
}
