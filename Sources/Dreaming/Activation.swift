/// A function of each value that is more than a `Clamp`.
enum Activation: Sendable, Equatable {
  /// `slope * x` below 0, else x.
  case leakyReLU(slope: Float)
  /// The same with a slope for each channel.
  case parametricReLU(slopes: [Float])
  /// 1 / (1 + exp(-x))
  case sigmoid
  /// `slope * x + offset`, held within 0...1.
  case hardSigmoid(slope: Float, offset: Float)
  /// x * min(max(x / 6 + 1/2, 0), 1)
  case hardSwish
  /// x * sigmoid(x)
  case silu
  case tanh
  /// x held within a range that need not include 0.
  case clip(low: Float, high: Float)
}
