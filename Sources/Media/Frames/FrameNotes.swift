import Foundation

/// What a folder of frames says about them, in `frames.json`, so that a clip can be made of them later.
public struct FrameNotes: Sendable, Equatable {
  /// How many of them a second.
  public var frameRate: FrameRate
  /// Where in the song the first one shows, in seconds.
  public var start: Double
  /// How much of the song they show, in seconds; nil to its end.
  public var duration: Double?
  /// How many there will be.
  public var count: Int
  /// Pixels of each.
  public var size: PictureSize
  /// Bits of each colour value.
  public var depth: BitDepth

  /// The file's name in the folder.
  public static let fileName = "frames.json"

  /// Notes on frames that are to be written.
  public init(
    frameRate: FrameRate, start: Double, duration: Double?, count: Int, size: PictureSize, depth: BitDepth
  ) {
    self.frameRate = frameRate
    self.start = start
    self.duration = duration
    self.count = count
    self.size = size
    self.depth = depth
  }

  /// The notes of the folder at `path`; nil where there are none.
  ///
  /// - Throws: `MediaError` when they can't be understood.
  public init?(ofFolder path: String) throws(MediaError) {
    let file = "\(path)/\(Self.fileName)"
    guard access(file, F_OK) == 0 else { return nil }
    let text = try readText(file, as: "notes on frames")
    guard let notes = try? JSONDecoder().decode(FrameNotes.self, from: Data(text.utf8)) else {
      throw MediaError(
        file, "is not what 'reverie render --frames' writes; delete it, and say with options what it said")
    }
    self = notes
  }

  /// Writes them into the folder at `path`.
  ///
  /// - Throws: `MediaError`.
  func write(intoFolder path: String) throws(MediaError) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let file = "\(path)/\(Self.fileName)"
    guard let json = try? encoder.encode(self) else { throw MediaError(file, "cannot be written") }
    try writeWhole([UInt8](json) + Array("\n".utf8), to: file)
  }
}

extension FrameNotes: Codable {
  private enum Key: String, CodingKey {
    case frameRate, start, duration, frames, width, height, bits
  }

  /// Reads `{"frameRate": "30000/1001", "start": 12.5, "duration": 10, "frames": 300, "width": 512, "height": 288, "bits": 8}`;
  /// without a duration, the song's end.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    func wrong(_ key: Key) -> DecodingError {
      .dataCorruptedError(forKey: key, in: values, debugDescription: "out of range")
    }
    guard let frameRate = FrameRate(try values.decode(String.self, forKey: .frameRate)) else {
      throw wrong(.frameRate)
    }
    self.init(
      frameRate: frameRate, start: try values.decode(Double.self, forKey: .start),
      duration: try values.decodeIfPresent(Double.self, forKey: .duration),
      count: try values.decode(Int.self, forKey: .frames),
      size: PictureSize(
        width: try values.decode(Int.self, forKey: .width),
        height: try values.decode(Int.self, forKey: .height)),
      depth: try values.decode(BitDepth.self, forKey: .bits))
    guard start >= 0 else { throw wrong(.start) }
    guard duration ?? 1 > 0 else { throw wrong(.duration) }
  }

  /// Writes what `init(from:)` reads.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(frameRate.description, forKey: .frameRate)
    try values.encode(start, forKey: .start)
    try values.encodeIfPresent(duration, forKey: .duration)
    try values.encode(count, forKey: .frames)
    try values.encode(size.width, forKey: .width)
    try values.encode(size.height, forKey: .height)
    try values.encode(depth, forKey: .bits)
  }
}
