import Media

/// A mapping played over an analysis: what every frame of the clip is to be.
public struct Score: Sendable, Equatable {
  /// The clip's frame rate.
  public let frameRate: FrameRate
  /// One for each frame of the whole song: `[frame]`.
  public let frames: [DreamParameters]
  /// What the clip is cut into: `[scene]`, in order, covering every frame once.
  public let scenes: [Scene]

  /// Puts a score together.
  ///
  /// - Precondition: `scenes` follow each other from 0 to `frames.count`.
  public init(frameRate: FrameRate, frames: [DreamParameters], scenes: [Scene]) {
    precondition(scenes.map(\.frames.count).reduce(0, +) == frames.count)
    self.frameRate = frameRate
    self.frames = frames
    self.scenes = scenes
  }

  /// The layers the mapping names, in its order; none if there are no frames.
  public var layerNames: [String] { frames.first?.layers.map(\.name) ?? [] }
}

extension Score {
  /// A run of frames that dream on from one another.
  public struct Scene: Sendable, Equatable {
    /// The frames in which it is in front; the music's beat is in the first.
    public let frames: Range<Int>
    /// How it comes after the scene before. Of the first scene it means nothing.
    public let transition: Transition
    /// For how many frames both scenes are seen; 0 for a cut.
    public let dissolve: Int
    /// Its dream's seed derives from this: scenes of the same music and the same seed dream alike.
    public let seed: Int

    /// A scene; a cut's `dissolve` is 0 whatever is given.
    public init(frames: Range<Int>, transition: Transition = .cut, dissolve: Int = 0, seed: Int) {
      self.frames = frames
      self.transition = transition
      self.dissolve = transition == .cut ? 0 : dissolve
      self.seed = seed
    }

    /// The frames in which it fades in over the scene before: those before its first, or from that on.
    public var fadeIn: Range<Int> {
      switch transition {
      case .cut: frames.lowerBound..<frames.lowerBound
      case .into: (frames.lowerBound - dissolve)..<frames.lowerBound
      case .from: frames.lowerBound..<(frames.lowerBound + dissolve)
      }
    }
  }
}

/// How one scene comes after another. The raw values are what the parameter `transition` counts.
public enum Transition: Int, Sendable, CaseIterable {
  /// At once, with the beat.
  case cut
  /// In a dissolve that is over on the beat.
  case into
  /// In a dissolve that begins on the beat.
  case from

  /// The words that stand for the values of the parameter.
  static let words = Dictionary(
    uniqueKeysWithValues: allCases.map { (String(describing: $0), Double($0.rawValue)) })
}
