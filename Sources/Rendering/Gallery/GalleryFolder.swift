import Foundation
import Media

/// The folder of a gallery: made in a hidden folder inside it, and put in place once it is whole.
final class GalleryFolder {
  /// Where the page is, and how one recognises it.
  static let page = "index.html"
  static let mark = #"<meta name="generator" content="reverie layers">"#
  static let sheet = "contact-sheet.jpg"
  /// The folder of single dreams.
  static let dreams = "dreams"

  private let path: String
  private let isNew: Bool
  private let working: String
  private var isPending = true

  /// Makes the folder unless it is there.
  ///
  /// - Throws: `MediaError` when it can't be written, or holds anything but a gallery.
  init(_ path: String) throws(MediaError) {
    var isFolder: ObjCBool = false
    isNew = !FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    guard isNew || isFolder.boolValue else { throw MediaError(path, "is a file; name a folder") }
    self.path = path
    working = "\(path)/.reverie-gallery-\(String(UInt32.random(in: 0x1000_0000 ... .max), radix: 16)).partial"
    if !isNew { try Self.checkIsGallery(path) }
    do {
      if isNew { try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false) }
      try FileManager.default.createDirectory(
        atPath: "\(working)/\(Self.dreams)", withIntermediateDirectories: true)
    } catch {
      isPending = false
      throw MediaError(path, "cannot be written: \(error.localizedDescription)")
    }
  }

  deinit { discard() }

  /// Where to write a file of the gallery, named relative to its folder, until it is whole.
  func workingPath(_ name: String) -> String { "\(working)/\(name)" }

  /// Puts everything in place, the page last. Files of an earlier gallery go; anything else in the folder stays.
  ///
  /// - Throws: `MediaError`.
  func keep() throws(MediaError) {
    do {
      let files = FileManager.default
      let old = Self.dreamsOnPage(in: path)
      try files.createDirectory(atPath: "\(path)/\(Self.dreams)", withIntermediateDirectories: true)
      let dreams = try files.contentsOfDirectory(atPath: workingPath(Self.dreams)).sorted()
      for name in dreams.map({ "\(Self.dreams)/\($0)" }) + [Self.sheet, Self.page] {
        guard rename(workingPath(name), "\(path)/\(name)") == 0 else {
          throw MediaError("\(path)/\(name)", "cannot be written: \(String(cString: strerror(errno)))")
        }
      }
      for name in old.subtracting(dreams) { try? files.removeItem(atPath: "\(path)/\(Self.dreams)/\(name)") }
      try files.removeItem(atPath: working)
      isPending = false
    } catch {
      throw error as? MediaError ?? MediaError(path, "cannot be written: \(error.localizedDescription)")
    }
  }

  /// Removes what isn't kept, and the folder if it wasn't there before.
  func discard() {
    guard isPending else { return }
    isPending = false
    try? FileManager.default.removeItem(atPath: working)
    if isNew { rmdir(path) }
  }

  private static func checkIsGallery(_ path: String) throws(MediaError) {
    let names: [String]
    do {
      names = try FileManager.default.contentsOfDirectory(atPath: path)
    } catch {
      throw MediaError(path, "cannot be read: \(error.localizedDescription)")
    }
    let page = try? String(contentsOfFile: "\(path)/\(Self.page)", encoding: .utf8)
    guard names.isEmpty || page?.contains(mark) == true else {
      throw MediaError(path, "holds files that are no gallery's; name a new folder or an empty one")
    }
  }

  /// The names of dreams that the page in a folder shows.
  private static func dreamsOnPage(in path: String) -> Set<String> {
    guard let page = try? String(contentsOfFile: "\(path)/\(Self.page)", encoding: .utf8) else { return [] }
    let links = page.components(separatedBy: "src=\"\(dreams)/").dropFirst()
    return Set(links.compactMap { $0.split(separator: "\"").first.map(String.init) })
      .filter { !$0.contains("/") && $0.hasSuffix(".jpg") }
  }
}
