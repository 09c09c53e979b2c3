import Foundation

/// Writes a folder of PNG frames, `frame-000000.png` and on, and notes on them, `frames.json`.
///
/// Each frame appears whole or not at all, and stays, whatever becomes of those after it. The same frames give the same bytes.
/// A writer belongs to one task at a time.
public final class FrameFolderWriter {
  private let path: String
  private let notes: FrameNotes
  private let encoder: PictureEncoder
  private var framesWritten = 0

  /// Makes the folder unless it is there, removes the frames of an earlier render from it, and writes the notes.
  ///
  /// - Throws: `MediaError`, as `checkTarget(_:)`, or for a size that no picture has.
  public init(path: String, notes: FrameNotes) throws(MediaError) {
    quietLibAV()
    encoder = try PictureEncoder(.fastPNG, path: path, size: notes.size, depth: notes.depth)
    let old = try Self.earlierFiles(in: path)
    guard old != nil || mkdir(path, 0o777) == 0 else { throw Self.unwritable(path) }
    for name in old ?? [] {
      guard unlink("\(path)/\(name)") == 0 else {
        throw MediaError("\(path)/\(name)", "cannot be replaced: \(systemReason())")
      }
    }
    try notes.write(intoFolder: path)
    self.path = path
    self.notes = notes
  }

  /// Writes the next frame.
  ///
  /// - Precondition: it has the size and depth that the notes say.
  /// - Throws: `MediaError` when it can't be written, a full disk included.
  public func append(_ frame: Frame) throws(MediaError) {
    precondition(frame.size == notes.size && frame.depth == notes.depth)
    let file = "\(path)/\(Self.name(ofFrame: framesWritten))"
    try writeWhole(try encoder.encode(frame, for: file), to: file)
    framesWritten += 1
  }

  /// "frame-000012.png": ffmpeg's `frame-%06d.png`.
  public static func name(ofFrame number: Int) -> String {
    let digits = String(number)
    return "frame-" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits + ".png"
  }

  /// Makes sure, before hours of dreaming, that frames can be written to the folder at `path`.
  ///
  /// - Throws: `MediaError` when it is a file, isn't there and can't be made, may not be written to, or holds anything but
  ///   frames that were written like these.
  public static func checkTarget(_ path: String) throws(MediaError) {
    if try earlierFiles(in: path) != nil {
      guard access(path, W_OK | X_OK) == 0 else { throw unwritable(path) }
    } else {
      guard mkdir(path, 0o777) == 0 else { throw unwritable(path) }
      rmdir(path)
    }
  }

  private static func unwritable(_ path: String) -> MediaError {
    MediaError(
      path,
      errno == ENOENT
        ? "cannot be made: the folder around it does not exist" : "cannot be written: \(systemReason())")
  }

  /// The names of what an earlier render left in the folder at `path`; nil when there is no such folder.
  private static func earlierFiles(in path: String) throws(MediaError) -> [String]? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    guard status.st_mode & S_IFMT == S_IFDIR else { throw MediaError(path, "is a file; name a folder") }
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path).sorted()
    } catch {
      throw MediaError(path, "cannot be read: \(error.localizedDescription)")
    }
    if let other = names.first(where: { !isOurs($0) }) {
      throw MediaError(
        path, "holds \(other), which is no frame of an earlier render; name a new folder, or an empty one")
    }
    return names
  }

  /// Whether a file is a frame, the notes, or what was left of one of them when the machine went down.
  private static func isOurs(_ name: String) -> Bool {
    if name.hasPrefix("."), name.hasSuffix(".partial") {
      return name.hasPrefix(".frame-") || name.hasPrefix(".\(FrameNotes.fileName).")
    }
    let digits = name.dropFirst("frame-".count).dropLast(".png".count)
    return name == FrameNotes.fileName || Int(digits).map { Self.name(ofFrame: $0) } == name
  }
}
