/// How a picture is dreamed.
public struct Recipe: Sendable, Equatable {
  /// What to dream of, `[term]`, in any order; the weights of a term that is there twice add up. The sum of weights, up to 1, scales
  /// the step.
  public var terms: [WeightedTerm]
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
  /// How strongly each step also smooths the picture (total variation), beside the ascent's 1; 0 not at all. Without a
  /// number it is what suits the terms: up to 0.15 for classes, whose gradient is grainy, nothing for the others.
  public var smoothing: Float?
  /// Standard deviation, in pixels, of a blur of the gradient in an octave's first step; 0 for none.
  public var blur: Float
  /// The same for its last step; in between it changes evenly.
  public var finalBlur: Float
  /// Whether each step keeps values within 0...255. If not, they only have to be in the finished picture.
  public var clips: Bool

  /// A recipe; the defaults are those for a still picture. Without `finalBlur` the blur stays the same.
  public init(
    _ terms: [WeightedTerm], intensity: Float = 1, step: Float = 1.5, iterations: Int = 10,
    octaves: Int = 4, octaveScale: Float = 1.4, jitter: Int = 32, normalisesBands: Bool = true,
    smoothing: Float? = nil, blur: Float = 0, finalBlur: Float? = nil, clips: Bool = true
  ) {
    self.terms = terms
    self.intensity = intensity
    self.step = step
    self.iterations = iterations
    self.octaves = octaves
    self.octaveScale = octaveScale
    self.jitter = jitter
    self.normalisesBands = normalisesBands
    self.smoothing = smoothing
    self.blur = blur
    self.finalBlur = finalBlur ?? blur
    self.clips = clips
  }
}
