/// How the dream lies over its footage in finished frames.
public struct CoverOptions: Sendable, Equatable {
  /// Where the dream is seen; nil everywhere.
  public var mask: MaskSource?
  /// Whether it is seen where the mask is not, instead.
  public var invertsMask = false
  /// Whether the footage keeps its colours, and takes only light and dark from the dream.
  public var keepsColours = false

  /// The dream everywhere, in its own colours.
  public init() {}

  /// Whether finished frames need their footage beside the dream.
  var asksForFootage: Bool { mask != nil || keepsColours }
}

/// What says where a dream is seen.
public enum MaskSource: Sendable, Equatable {
  /// A picture or a video that runs along with the footage: white where there is a dream, black where there is none.
  case file(String)
  /// Where the footage has a colour, red, green and blue within 0...255; `tolerance`, 0...1, is how far others may be from it.
  case colour(SIMD3<Float>, tolerance: Float)
  /// Where the footage is light.
  case luma
  /// Where something in the footage moves.
  case motion
}
