import CLibAV
import Foundation

extension Picture {
  /// Reads a PNG or JPEG, told apart by content.
  ///
  /// Any bit depth, grey and palettes become 8-bit RGB; what is transparent shows black behind it; a photo that
  /// says how the camera was held is turned upright.
  ///
  /// - Throws: `MediaError` when the file is missing, a folder, empty, unreadable, another kind, or damaged.
  public init(contentsOf path: String) throws(MediaError) {
    self = try DecodedPicture(contentsOf: path).picture()
  }

  /// What the names of files that `init(contentsOf:)` reads end in.
  static let endings: Set = ["png", "jpg", "jpeg"]

  /// The names of the PNG and JPEG files in a folder, by their endings, in natural order: 2.png before 10.png. Hidden files are
  /// passed over.
  ///
  /// - Throws: `MediaError` when the folder can't be read, or has no such files.
  public static func names(in folder: String) throws(MediaError) -> [String] {
    let names = try numberedNames(in: folder, endings: endings)
    guard !names.isEmpty else { throw MediaError(folder, "holds no PNG or JPEG pictures") }
    return names.map(\.name)
  }

  /// Writes a PNG or JPEG, by the path's ending: .png, .jpg or .jpeg. The file appears whole or not at all.
  ///
  /// JPEG is written at its best quality but one (quantiser 2), with colour at full resolution.
  ///
  /// - Throws: `MediaError` for another ending, and when the file can't be written.
  public func write(to path: String) throws(MediaError) {
    quietLibAV()
    let encoder = try PictureEncoder(try .init(path: path), path: path, size: size, depth: .eight)
    try writeWhole(try encoder.encode(.eight(self), for: path), to: path)
  }

  /// Makes sure, before minutes of dreaming, that a picture can be written at `path`.
  ///
  /// - Throws: `MediaError` for an ending that is no picture's, or a target that can't be written.
  public static func checkTarget(_ path: String) throws(MediaError) {
    _ = try PictureEncoder.Kind(path: path)
    try WorkingFile.checkTarget(path)
  }
}

extension Frame {
  /// Reads a PNG or JPEG as `Picture(contentsOf:)` does, but keeps all of a PNG's 16 bits.
  ///
  /// - Throws: `MediaError`, as that does.
  public init(contentsOf path: String) throws(MediaError) {
    let decoded = try DecodedPicture(contentsOf: path)
    if let deep = decoded.deepPicture() {
      self = .sixteen(deep)
    } else {
      self = .eight(try decoded.picture())
    }
  }
}
