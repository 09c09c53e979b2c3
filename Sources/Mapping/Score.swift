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
  /// Frames for which a scene's predecessor lives on under it, fading out; 0 is a hard cut.
  public let dissolve: Int

  /// Puts a score together.
  ///
  /// - Precondition: `scenes` follow each other from 0 to `frames.count`.
  public init(
    frameRate: FrameRate, layerNames: [String], frames: [DreamParameters], scenes: [Range<Int>], dissolve: Int
  ) {
    precondition(scenes.map(\.count).reduce(0, +) == frames.count)
    self.frameRate = frameRate
    self.layerNames = layerNames
    self.frames = frames
    self.scenes = scenes
    self.dissolve = dissolve
  }
}
