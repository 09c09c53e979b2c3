/// Functions of single values, and of the channels of single cells.
extension ONNXReader {
  mutating func readActivation(_ node: ONNXNode) throws(DreamError) {
    let input = try features(0, of: node)
    switch node.kind {
    case "Relu": try define(node, Clamp(low: 0, high: .infinity), of: [input])
    case "Clip": try define(node, try clip(node), of: [input])
    default: try define(node, try activation(node, of: input), of: [input])
    }
  }

  private func activation(_ node: ONNXNode, of input: TensorView) throws(DreamError) -> Activation {
    switch node.kind {
    case "LeakyRelu": return .leakyReLU(slope: try node.number("alpha", else: 0.01))
    case "PRelu": return try parametricReLU(node, of: input)
    case "Sigmoid": return .sigmoid
    case "HardSigmoid":
      return .hardSigmoid(
        slope: try node.number("alpha", else: 0.2), offset: try node.number("beta", else: 0.5))
    case "HardSwish": return .hardSwish
    case "Swish":
      guard try node.number("alpha", else: 1) == 1 else { throw node.error("its alpha isn't 1") }
      return .silu
    default: return .tanh
    }
  }

  private func parametricReLU(_ node: ONNXNode, of input: TensorView) throws(DreamError) -> Activation {
    let slopes = try constant(1, of: node)
    // Slopes of one number a channel, without the dimensions after it, are what early exporters wrote.
    if let floats = slopes.floats, slopes.shape == [input.channels] {
      return .parametricReLU(slopes: floats)
    }
    return .parametricReLU(slopes: try perChannel(slopes, of: input, node))
  }

  private func clip(_ node: ONNXNode) throws(DreamError) -> any Graph.Operation {
    func bound(_ input: Int, _ attribute: String, else fallback: Float) throws(DreamError) -> Float {
      guard node.hasInput(input) else { return node.float(attribute) ?? fallback }
      guard let number = try floats(input, of: node).first else { throw node.error("an empty bound") }
      return number
    }
    let high = try bound(2, "max", else: .infinity)
    let low = min(try bound(1, "min", else: -.infinity), high)
    guard !low.isNaN, !high.isNaN else { throw node.error("a bound that is not a number") }
    return low <= 0 && high >= 0
      ? Clamp(low: low, high: high) : Activation.clip(low: low, high: high)
  }

  mutating func readSoftmax(_ node: ONNXNode) throws(DreamError) {
    let input = try features(0, of: node)
    let axisFollowsShape = 13
    let axis = input.axis(node.integer("axis") ?? (opset < axisFollowsShape ? 1 : -1))
    guard let axis, axis == input.channelAxis else {
      throw node.error("Reverie takes it over the channels only")
    }
    try define(node, Softmax(), of: [input])
  }
}
