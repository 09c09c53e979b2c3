import Foundation

/// The frames in a folder, whichever program wrote them: its PNG and JPEG pictures in the order of their numbers.
public struct FrameFolder: Sendable {
  /// The folder.
  public let path: String
  /// The frames' file names, at least one, in order: numbers in names count as numbers, so 9 comes before 10.
  public let names: [String]

  /// Lists the frames in the folder at `path`; hidden files and those of other kinds are passed over.
  ///
  /// - Throws: `MediaError` when it is missing, a file, or unreadable, holds no pictures, or two with one number.
  public init(path: String) throws(MediaError) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      throw MediaError(path, errno == ENOENT ? "does not exist" : "cannot be opened: \(systemReason())")
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw MediaError(path, "is a file, not a folder of frames")
    }
    let frames = try numberedNames(in: path, endings: Picture.endings)
    guard !frames.isEmpty else { throw MediaError(path, "holds no PNG or JPEG frames") }
    for (one, next) in zip(frames, frames.dropFirst()) where one.numbersSameFrame(as: next) {
      throw MediaError(path, "holds one frame twice, as \(one.name) and as \(next.name); remove one of them")
    }
    self.path = path
    names = frames.map(\.name)
  }

  /// Says which frames the numbering leaves out; nil where it has no gaps.
  public var gap: String? {
    let frames = names.map(NumberedName.init)
    let gaps = zip(frames, frames.dropFirst()).compactMap { one, next in
      one.gap(before: next).map { (count: $0, before: one.name, after: next.name) }
    }
    guard let first = gaps.first else { return nil }
    let missing = gaps.reduce(0) { $0 + $1.count }
    return
      "\(path): its numbering leaves out \(missing) frame\(missing == 1 ? "" : "s"), first between \(first.before) and "
      + "\(first.after); the clip goes on without \(missing == 1 ? "it" : "them")"
  }

  /// Reads the frame at a place in `names`.
  ///
  /// - Throws: `MediaError` when it can't be read.
  public func frame(at place: Int) throws(MediaError) -> Frame {
    try Frame(contentsOf: "\(path)/\(names[place])")
  }
}
