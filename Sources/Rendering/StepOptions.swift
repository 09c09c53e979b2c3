import Dreaming

/// How each ascent step is made, as the user wants it. What is nil stays as the mapping, or a still's recipe, has it.
public struct StepOptions: Sendable {
  /// Mean change of a value (0...255) in one step.
  public var step: Float?
  /// Largest random shift before a step, in pixels.
  public var jitter: Int?
  /// How strongly each step also smooths the picture.
  public var smoothing: Float?
  /// Standard deviation, in pixels, of the gradient's blur in an octave's first step and in its last.
  public var blur: (first: Float, last: Float)?
  /// Whether every frequency band of the gradient gets the same strength.
  public var normalisesBands: Bool
  /// Whether each step keeps values within 0...255.
  public var clips: Bool

  /// The usual steps, unless told otherwise.
  public init(
    step: Float? = nil, jitter: Int? = nil, smoothing: Float? = nil, blur: (first: Float, last: Float)? = nil,
    normalisesBands: Bool = true, clips: Bool = true
  ) {
    self.step = step
    self.jitter = jitter
    self.smoothing = smoothing
    self.blur = blur
    self.normalisesBands = normalisesBands
    self.clips = clips
  }

  /// Puts these into a recipe.
  public func apply(to recipe: inout Recipe) {
    if let step { recipe.step = step }
    if let jitter { recipe.jitter = jitter }
    if let smoothing { recipe.smoothing = smoothing }
    if let blur { (recipe.blur, recipe.finalBlur) = blur }
    recipe.normalisesBands = normalisesBands
    recipe.clips = clips
  }
}
