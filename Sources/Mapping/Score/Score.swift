import Media

/// A mapping played over an analysis: what every frame of the clip is to be.
public struct Score: Sendable, Equatable {
  /// The clip's frame rate.
  public let frameRate: FrameRate
  /// The layers the mapping names, in its order; `frames[i].layerWeights` follows it.
  public let layerNames: [String]
  /// One for each frame of the whole song.
  public let frames: [DreamParameters]
  /// Runs of frames that dream on from one another, in order, covering every frame once.
  public let scenes: [Range<Int>]
  /// For each scene, the frames for which its predecessor lives on under it, fading out; 0 is a hard cut. Of the first
  /// it means nothing.
  public let dissolves: [Int]

  /// Puts a score together.
  ///
  /// - Precondition: `scenes` follow each other from 0 to `frames.count`; there is one of `dissolves` for each.
  public init(
    frameRate: FrameRate, layerNames: [String], frames: [DreamParameters], scenes: [Range<Int>],
    dissolves: [Int]
  ) {
    precondition(scenes.map(\.count).reduce(0, +) == frames.count && dissolves.count == scenes.count)
    self.frameRate = frameRate
    self.layerNames = layerNames
    self.frames = frames
    self.scenes = scenes
    self.dissolves = dissolves
  }
}
