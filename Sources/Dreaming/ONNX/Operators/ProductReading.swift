/// Classifiers: products with matrices, run as convolutions so that any picture size works.
extension ONNXReader {
  mutating func readGemm(_ node: ONNXNode) throws(DreamError) {
    guard node.integer("transA") ?? 0 == 0 else { throw node.error("it transposes its input") }
    let (alpha, beta) = (try node.number("alpha", else: 1), try node.number("beta", else: 1))
    let (shape, matrix) = try weights(1, of: node)
    let isTransposed = node.integer("transB") ?? 0 != 0
    guard shape.count == 2 else { throw node.error("a matrix of shape \(shape)") }
    let outputs = isTransposed ? shape[0] : shape[1]
    var bias = node.hasInput(2) ? try floats(2, of: node) : [0]
    if bias.count == 1 { bias = [Float](repeating: bias[0], count: outputs) }
    guard bias.count == outputs else { throw node.error("\(bias.count) biases for \(outputs) outputs") }
    try defineProduct(
      node, shape: shape, isTransposed: isTransposed, matrix: matrix, bias: bias.map { beta * $0 },
      scale: alpha)
  }

  mutating func readMatMul(_ node: ONNXNode) throws(DreamError) {
    if case .constant = try operand(0, of: node) {
      throw node.error("Reverie multiplies feature maps by constant matrices, not the other way round")
    }
    let (shape, matrix) = try weights(1, of: node)
    guard shape.count == 2 else { throw node.error("a matrix of shape \(shape)") }
    try defineProduct(
      node, shape: shape, isTransposed: false, matrix: matrix,
      bias: [Float](repeating: 0, count: shape[1]), scale: 1)
  }

  private mutating func defineProduct(
    _ node: ONNXNode, shape: [Int], isTransposed: Bool,
    matrix: @escaping () throws(DreamError) -> [Float], bias: [Float], scale: Float
  ) throws(DreamError) {
    let input = try rawFeatures(0, of: node)
    let (outputs, inputs) = isTransposed ? (shape[0], shape[1]) : (shape[1], shape[0])
    guard outputs > 0, inputs > 0, input.border.isEmpty else {
      throw node.error("a matrix of shape \(shape)")
    }
    let window = try window(of: input, elements: inputs, node)
    let channels = input.channels
    let cells = window.height * window.width
    let isChannelsLast = window.isChannelsLast
    let draft = ConvolutionDraft(
      outputs: outputs, inputs: channels, groups: 1,
      kernel: { () throws(DreamError) in
        let source = try matrix()
        if isTransposed, cells == 1 || !isChannelsLast { return source }
        var kernel = [Float](repeating: 0, count: source.count)
        for output in 0..<outputs {
          for channel in 0..<channels {
            for cell in 0..<cells {
              let element = isChannelsLast ? cell * channels + channel : channel * cells + cell
              kernel[(output * channels + channel) * cells + cell] =
                source[isTransposed ? output * inputs + element : element * outputs + output]
            }
          }
        }
        return kernel
      },
      bias: bias, geometry: KernelGeometry(height: window.height, width: window.width),
      affine: scale == 1
        ? nil
        : Affine(
          scale: [Float](repeating: scale, count: outputs),
          offset: bias.map { $0 - scale * $0 }))
    var axes = input.axes
    axes[axes.count - 1] = .channels
    try define(node, .convolution(draft), of: [input], channels: outputs, axes: axes)
  }

  /// The part of the picture that a matrix for `elements` numbers is a window of: one cell after an average over the
  /// picture, else what a flattened feature map has at the size that the network was made for.
  private func window(
    of input: TensorView, elements: Int, _ node: ONNXNode
  ) throws(DreamError) -> (height: Int, width: Int, isChannelsLast: Bool) {
    guard let last = input.axes.last, last.parts.contains(.channels),
      !input.axes.dropLast().contains(where: { $0.parts.contains(.channels) })
    else {
      throw node.error("the last dimension of its input should be the channels")
    }
    let isChannelsLast = last.parts.last == .channels
    guard elements % input.channels == 0 else {
      throw node.error("a matrix for \(elements) numbers doesn't fit \(input.channels) channels")
    }
    let cells = elements / input.channels
    if cells == 1 { return (1, 1, isChannelsLast) }
    guard last != .channels else {
      throw node.error("a matrix for \(elements) numbers doesn't fit \(input.channels) channels")
    }
    if let declared = input.declared, declared.height * declared.width == cells {
      return (declared.height, declared.width, isChannelsLast)
    }
    let side = Int(Double(cells).squareRoot().rounded())
    let largest = 64
    guard side * side == cells, side <= largest else {
      throw node.error(
        "\(cells) cells of \(input.channels) channels aren't a square, and the file doesn't say what picture "
          + "size it was made for")
    }
    return (side, side, isChannelsLast)
  }
}
