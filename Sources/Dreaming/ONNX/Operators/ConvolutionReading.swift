/// Convolutions, and what a file may ask of any window that moves over a picture.
extension ONNXReader {
  mutating func readConvolution(_ node: ONNXNode) throws(DreamError) {
    var input = try rawFeatures(0, of: node)
    let (shape, kernel) = try weights(1, of: node)
    guard shape.count == 4 else {
      throw node.error(
        "a kernel of shape \(shape); Reverie's have two dimensions: [outputs, inputs, height, width]")
    }
    guard !shape.contains(0) else { throw node.error("a kernel of shape \(shape)") }
    try checkPlanes(input, of: node)
    let bias = node.hasInput(2) ? try floats(2, of: node) : [Float](repeating: 0, count: shape[0])
    let group = node.integer("group") ?? 1
    guard (1...input.channels).contains(group), input.channels % group == 0,
      shape[1] == input.channels / group, shape[0] % group == 0, bias.count == shape[0]
    else {
      throw node.error(
        "kernel \(shape), \(bias.count) biases and \(group) groups don't fit \(input.channels) channels")
    }
    if let declared = node.integers("kernel_shape"), declared != Array(shape[2...]) {
      throw node.error("its kernel_shape \(declared) isn't that of its kernel, \(shape[2...])")
    }
    var geometry = try geometry(of: node, height: shape[2], width: shape[3])
    if !input.border.isEmpty {
      if case .explicit(let top, let left, let bottom, let right) = geometry.padding {
        let border = input.border
        geometry.padding = .explicit(
          top: top + border.top, left: left + border.left, bottom: bottom + border.bottom,
          right: right + border.right)
        input.border = TensorView.Border()
      } else {
        input = try settled(input, for: node)
      }
    }
    let draft = ConvolutionDraft(
      outputs: shape[0], inputs: input.channels, groups: group, kernel: kernel, bias: bias,
      geometry: geometry)
    try define(
      node, .convolution(draft), of: [input], channels: shape[0], stride: stride(of: geometry, over: input))
  }

  /// Pixels of the picture per cell, after a window has moved over `input`.
  func stride(of geometry: KernelGeometry, over input: TensorView) -> Int {
    draft.stride(of: input.value) * max(geometry.verticalStride, geometry.horizontalStride)
  }

  /// Strides, dilations and padding of a window of `height` x `width` cells.
  func geometry(of node: ONNXNode, height: Int, width: Int) throws(DreamError) -> KernelGeometry {
    let sizes = 1...1024
    guard sizes.contains(height), sizes.contains(width) else {
      throw node.error("a window of \(height)x\(width) cells; Reverie takes 1 to \(sizes.upperBound)")
    }
    let strides = try node.pair("strides", else: 1, in: 1...(1 << 16))
    let dilations = try node.pair("dilations", else: 1, in: sizes)
    var geometry = KernelGeometry(
      height: height, width: width, verticalStride: strides.vertical, horizontalStride: strides.horizontal,
      verticalDilation: dilations.vertical, horizontalDilation: dilations.horizontal)
    geometry.padding = try padding(of: node, extent: geometry.extent)
    return geometry
  }

  /// - Parameter extent: of the window, in cells of the input.
  private func padding(
    of node: ONNXNode, extent: (height: Int, width: Int)
  ) throws(DreamError) -> Padding {
    switch node.text("auto_pad") ?? "NOTSET" {
    case "SAME_UPPER": return .sameUpper
    case "SAME_LOWER": return .sameLower
    case "VALID": return .none
    case "NOTSET", "":
      let pads = node.integers("pads") ?? [0, 0, 0, 0]
      guard pads.count == 4, pads.allSatisfy({ $0 >= 0 }) else {
        throw node.error("its pads are \(pads); they should be 4 numbers from 0: top, left, bottom, right")
      }
      let mostVertical = max(pads[0], pads[2])
      let mostHorizontal = max(pads[1], pads[3])
      // More would make cells of nothing but padding. The networks that see a whole picture at once pad by 100.
      let most = 128
      guard mostVertical <= max(extent.height - 1, most), mostHorizontal <= max(extent.width - 1, most) else {
        throw node.error("its pads \(pads) are wider than a window of \(extent.height)x\(extent.width) cells")
      }
      return .explicit(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
    case let other:
      throw node.error("its auto_pad is '\(other)'")
    }
  }
}
