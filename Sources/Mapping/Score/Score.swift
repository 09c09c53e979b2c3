import Media

/// A mapping played over an analysis: what every frame of the clip is to be.
public struct Score: Sendable, Equatable {
  /// The clip's frame rate.
  public let frameRate: FrameRate
  /// One for each frame of the whole song: `[frame]`.
  public let frames: [DreamParameters]
  /// Runs of frames that dream on from one another, in order, covering every frame once.
  public let scenes: [Range<Int>]
  /// For each scene, `[scene]`, the frames for which its predecessor lives on under it, fading out; 0 is a hard cut. Of the first
  /// it means nothing.
  public let dissolves: [Int]

  /// Puts a score together.
  ///
  /// - Precondition: `scenes` follow each other from 0 to `frames.count`; there is one of `dissolves` for each.
  public init(
    frameRate: FrameRate, frames: [DreamParameters], scenes: [Range<Int>], dissolves: [Int]
  ) {
    precondition(scenes.map(\.count).reduce(0, +) == frames.count && dissolves.count == scenes.count)
    self.frameRate = frameRate
    self.frames = frames
    self.scenes = scenes
    self.dissolves = dissolves
  }

  /// The layers the mapping names, in its order; none if there are no frames.
  public var layerNames: [String] { frames.first?.layers.map(\.name) ?? [] }
}
