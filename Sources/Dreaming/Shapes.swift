extension Graph.Operation {
  /// The shape of what the operation makes of values of these shapes, or nil if nothing is left or they don't fit together.
  func shape(of inputs: [Shape]) -> Shape? {
    let first = inputs[0]
    switch self {
    case .convolution(let convolution):
      return slide(convolution.geometry, over: first, channels: convolution.channels)
    case .depthwise(let depthwise):
      return slide(depthwise.geometry, over: first, channels: depthwise.channels)
    case .clamp:
      return first
    case .add:
      return inputs[1] == first ? first : nil
    case .activation, .affine, .subtract, .multiply, .concatenate, .maximumPool, .averagePool,
      .globalAveragePool, .localResponseNormalisation, .pad, .softmax:
      preconditionFailure("not computed yet")
    }
  }

  private func slide(_ geometry: KernelGeometry, over input: Shape, channels: Int) -> Shape? {
    let (height, width) = (geometry.vertical(input.height).output, geometry.horizontal(input.width).output)
    return height > 0 && width > 0 ? Shape(height: height, width: width, channels: channels) : nil
  }
}
