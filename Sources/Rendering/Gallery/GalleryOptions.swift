import Media

/// What a gallery shows, and how large.
public struct GalleryOptions: Sendable {
  /// A layer whose channels to show, or some of them such as `block8:12,40-43`; nil to show all layers.
  public var channels: String?
  /// How many of a layer's channels to show where `channels` doesn't say which, at least 1.
  public var count = 48
  /// A photo to dream into; nil for a landscape that is made up. Its middle is shown, cut to the pictures' shape.
  public var photo: String?
  /// Size of each picture, at least 32 pixels both ways; nil for one that suits what is shown.
  public var size: PictureSize?
  /// Ascent steps in each octave, at least 0.
  public var iterations = 20
  /// Pictures dreamed at a time, at least 1. Doesn't change the result.
  public var jobs: Int
  /// Another number gives other dreams.
  public var seed: UInt64 = 0

  /// A gallery of all layers.
  public init(jobs: Int) {
    self.jobs = jobs
  }

  /// Layers are shown large enough for whole animals.
  public static let layerSize = PictureSize(width: 384, height: 288)
  /// Channels, of which there are many, are shown at the size that networks are mostly trained on.
  public static let channelSize = PictureSize(width: 224, height: 224)

  var pictureSize: PictureSize { size ?? (channels == nil ? Self.layerSize : Self.channelSize) }
}
