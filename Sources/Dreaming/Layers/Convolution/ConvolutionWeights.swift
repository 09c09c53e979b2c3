/// A convolution as a file gives it.
struct ConvolutionWeights: Sendable {
  var outputs: Int
  var inputs: Int
  var groups: Int
  /// `[outputs][inputs / groups][kernel height][kernel width]`
  var kernel: [Float]
  /// `[outputs]`
  var bias: [Float]

  var inputsPerGroup: Int { inputs / groups }
  var outputsPerGroup: Int { outputs / groups }

  /// Whether each channel is convolved by itself.
  var isDepthwise: Bool { groups == inputs && groups == outputs }

  /// The bias with a zero for each extra lane.
  var paddedBias: [Float] {
    bias + [Float](repeating: 0, count: Graph.lanes(for: outputs) - outputs)
  }
}
