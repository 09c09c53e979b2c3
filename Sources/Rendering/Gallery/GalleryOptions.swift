/// What a gallery shows, and how large.
public struct GalleryOptions: Sendable {
  /// A layer whose channels to show, or some of them such as `block8:12,40-43`; nil to show all layers.
  public var channels: String?
  /// How many of a layer's channels to show where `channels` doesn't say which, at least 1.
  public var count = 48
  /// A photo to dream into; nil for a landscape that is made up. Its middle is shown, cut to the pictures' shape.
  public var photo: String?
  /// Width of each picture in pixels, at least 32; nil for a size that suits what is shown.
  public var width: Int?
  /// Height of each picture in pixels, at least 32.
  public var height: Int?
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

  /// Layers are shown large enough for whole animals; channels, of which there are many, at the size that networks are
  /// mostly trained on.
  var size: (width: Int, height: Int) {
    channels == nil ? (width ?? 384, height ?? 288) : (width ?? 224, height ?? 224)
  }
}
