import Foundation
import Media

/// A song in a form that browsers play, small enough for a page to carry.
struct EmbeddedSong {
  /// All of it as a `data:` URI.
  let address: String

  /// Takes the file as it is where browsers play it and it is small, else encodes it as Ogg Vorbis.
  ///
  /// - Throws: `MediaError` when the song can't be read to its end, or the disk is full.
  init(path: String) throws(MediaError) {
    if let (kind, bytes) = Self.playable(path) {
      address = Self.address(kind, bytes)
    } else {
      address = Self.address("audio/ogg", try Self.encoded(path))
    }
  }

  private static func address(_ kind: String, _ bytes: Data) -> String {
    "data:\(kind);base64,\(bytes.base64EncodedString())"
  }

  /// In bytes; about twelve minutes at the usual rates.
  private static let largestCopy = 16 << 20

  private static func playable(_ path: String) -> (kind: String, bytes: Data)? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    guard let bytes = try? file.read(upToCount: largestCopy + 1), bytes.count <= largestCopy,
      let kind = kind(of: bytes.prefix(256))
    else { return nil }
    return (kind, bytes)
  }

  /// The media type of a file that every browser plays; nil for others.
  private static func kind(of head: Data) -> String? {
    func holds(_ mark: String) -> Bool { head.range(of: Data(mark.utf8)) != nil }
    if head.starts(with: "OggS".utf8), holds("vorbis") || holds("OpusHead"), !holds("theora") {
      return "audio/ogg"
    }
    if head.starts(with: "fLaC".utf8) { return "audio/flac" }
    // A tag, or the eleven bits at which a frame of MPEG audio starts and those of layer III.
    let isFrame = head.count > 1 && head[0] == 0xFF && head[1] & 0xE6 == 0xE2
    return head.starts(with: "ID3".utf8) || isFrame ? "audio/mpeg" : nil
  }

  private static func encoded(_ path: String) throws(MediaError) -> Data {
    let song = try Song(path: path)
    let target = FileManager.default.temporaryDirectory.path + "/reverie-\(UUID().uuidString).ogg"
    defer { unlink(target) }
    let writer = try SoundWriter(path: target, like: song)
    try song.forEachChunk(writer.append)
    try writer.finish()
    guard let bytes = FileManager.default.contents(atPath: target) else {
      throw MediaError(target, "cannot be read")
    }
    return bytes
  }
}
