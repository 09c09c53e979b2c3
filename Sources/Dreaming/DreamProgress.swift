/// How far the dream of one picture has come.
public struct DreamProgress: Sendable, Equatable {
  /// Ascent steps done, in all octaves.
  public var finishedSteps: Int
  /// Ascent steps there will be, at least 1.
  public var stepCount: Int
  /// How much of the work is done, 0...1: a step costs as much as its octave has pixels.
  public var share: Double
}
