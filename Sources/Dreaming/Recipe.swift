/// How a picture is dreamed.
public struct Recipe: Sendable, Equatable {
  /// Weight of each layer by name; layers that are not named, or 0, take no part. Their sum, up to 1, scales the step.
  public var layerWeights: [String: Float]
  /// Scales the step; 0 leaves the picture as it is.
  public var intensity: Float
  /// Mean change of a value (0...255) in one ascent step.
  public var step: Float
  /// Ascent steps an octave.
  public var iterations: Int
  /// Sizes the picture is dreamed at, at least 1.
  public var octaves: Int
  /// Ratio between one octave's size and the next, above 1.
  public var octaveScale: Float
  /// Largest cyclic shift before a step, in pixels, 0 or more.
  public var jitter: Int
  /// Whether every frequency band of the gradient gets the same strength.
  public var normalisesBands: Bool

  /// A recipe; the defaults are those for a still picture.
  public init(
    layerWeights: [String: Float], intensity: Float = 1, step: Float = 1.5, iterations: Int = 10,
    octaves: Int = 4,
    octaveScale: Float = 1.4, jitter: Int = 32, normalisesBands: Bool = true
  ) {
    self.layerWeights = layerWeights
    self.intensity = intensity
    self.step = step
    self.iterations = iterations
    self.octaves = octaves
    self.octaveScale = octaveScale
    self.jitter = jitter
    self.normalisesBands = normalisesBands
  }
}
