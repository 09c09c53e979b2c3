/// An 8-bit RGB picture, sRGB/bt709 values as a screen shows them.
public struct Picture: Sendable, Equatable {
  /// Width in pixels, at least 1.
  public let width: Int
  /// Height in pixels, at least 1.
  public let height: Int
  /// `[height][width][3]`, red first, row after row without gaps: `3 * width * height` values.
  public var pixels: [UInt8]

  /// A picture from its pixels.
  ///
  /// - Precondition: `pixels.count == 3 * width * height`.
  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(width > 0 && height > 0 && pixels.count == 3 * width * height)
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}

extension Picture {
  /// Width and height.
  public var size: PictureSize { PictureSize(width: width, height: height) }

  /// How much red, green and blue each add to how light a pixel is: luma is their weighted sum.
  ///
  /// - Source: ITU-R, "Parameter values for the HDTV standards for production and international programme exchange",
  ///   Recommendation BT.709 2015.
  public static let lumaWeights = SIMD3<Float>(0.2126, 0.7152, 0.0722)
}
