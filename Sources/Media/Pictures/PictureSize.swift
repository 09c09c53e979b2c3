/// Width and height of a picture, in pixels.
public struct PictureSize: Sendable, Hashable, CustomStringConvertible {
  /// Pixels from left to right.
  public let width: Int
  /// Pixels from top to bottom.
  public let height: Int

  /// A size of `width` x `height` pixels.
  public init(width: Int, height: Int) {
    (self.width, self.height) = (width, height)
  }

  /// All pixels.
  public var area: Int { width * height }

  /// "512x288"
  public var description: String { "\(width)x\(height)" }
}
