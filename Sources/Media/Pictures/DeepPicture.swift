/// A 16-bit RGB picture, sRGB/bt709 values as a screen shows them: finer steps of the same colours as a `Picture`'s.
public struct DeepPicture: Sendable, Equatable {
  /// Width in pixels, at least 1.
  public let width: Int
  /// Height in pixels, at least 1.
  public let height: Int
  /// `[height][width][3]`, red first, row after row without gaps: `3 * width * height` values, 0...65535.
  public var pixels: [UInt16]

  /// White in 16 bits over white in 8: what a value is multiplied with to go from one to the other.
  public static let scale: UInt16 = 257

  /// A picture from its pixels.
  ///
  /// - Precondition: `pixels.count == 3 * width * height`.
  public init(width: Int, height: Int, pixels: [UInt16]) {
    precondition(width > 0 && height > 0 && pixels.count == 3 * width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// The same colours as an 8-bit picture's.
  public init(_ picture: Picture) {
    self.init(
      width: picture.width, height: picture.height, pixels: picture.pixels.map { UInt16($0) * Self.scale })
  }

  /// The nearest 8-bit picture.
  public func rounded() -> Picture {
    let half = UInt32(Self.scale / 2)
    return Picture(
      width: width, height: height,
      pixels: pixels.map { UInt8(truncatingIfNeeded: (UInt32($0) + half) / UInt32(Self.scale)) })
  }
}
