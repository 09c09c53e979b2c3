/// What is left of a frame's dream when the next frame of footage comes.
public struct Carrying: Sendable, Equatable {
  /// How the carried detail moves beside what it lies on; the footage stays where it is.
  public var motion: Motion
  /// How much of the detail lives on, 0...1.
  public var feedback: Float
  /// How far detail is carried along the footage's motion, 0...2: from 0 to 1 where the motion can be followed, from 0 not at
  /// all to 1 wholly; from 1 to 2 more and more where it can't be as well, so that detail smears.
  public var trust: Float
  /// The standard deviation of detail, on the scale 0...255, above which it is held down, 0 or more.
  public var strength: Float
  /// The share of the last dream that is mixed into the new frame, without following any motion, 0...1.
  public var blend: Float

  /// What is left of a dream; the defaults are those of a frame that nothing moves.
  public init(
    motion: Motion = Motion(), feedback: Float = 1, trust: Float = 1, strength: Float = 25, blend: Float = 0
  ) {
    (self.motion, self.feedback, self.trust) = (motion, feedback, trust)
    (self.strength, self.blend) = (strength, blend)
  }
}
