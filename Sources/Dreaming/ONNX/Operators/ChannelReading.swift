/// Channels put together and picked out.
extension ONNXReader {
  mutating func readConcatenation(_ node: ONNXNode) throws(DreamError) {
    var maps: [TensorView] = []
    var constants: [Tensor] = []
    for index in node.proto.input.indices {
      switch try operand(index, of: node) {
      case .constant(let tensor): constants.append(tensor)
      case .features(let map): maps.append(try settled(map, for: node))
      }
    }
    if maps.isEmpty { return try define(node, constant: try concatenated(constants, node)) }
    guard constants.isEmpty else { throw node.error("it joins feature maps and constants") }
    guard let axis = maps[0].axis(node.integer("axis") ?? 1), axis == maps[0].channelAxis,
      maps.allSatisfy({ $0.axes == maps[0].axes })
    else {
      throw node.error("Reverie joins feature maps by their channels only")
    }
    guard maps.count > 1 else { return try define(node, as: maps[0]) }
    let strides = Set(maps.map { draft.stride(of: $0.value) })
    guard strides.count == 1 || maps[0].isOneCell else {
      throw node.error("it joins feature maps of different strides: \(strides.sorted())")
    }
    let channels = maps.map(\.channels).reduce(0, +)
    try define(node, Concatenation(), of: maps, channels: channels)
  }

  /// Gather, Slice and Split: of channels, or of the numbers of a constant.
  mutating func readSelection(_ node: ONNXNode) throws(DreamError) {
    guard case .features(let raw) = try operand(0, of: node) else {
      return try readConstantArithmetic(node)
    }
    switch node.kind {
    case "Gather": try gather(raw, node)
    case "Slice": try slice(raw, node)
    default: try split(raw, node)
    }
  }

  private mutating func gather(_ map: TensorView, _ node: ONNXNode) throws(DreamError) {
    let indices = try constant(1, of: node)
    guard let axis = map.axis(node.integer("axis") ?? 0), axis == map.channelAxis,
      indices.shape.count < 2, let numbers = indices.integers
    else { throw node.error("Reverie picks out channels only") }
    let channels = numbers.map { $0 < 0 ? $0 + map.channels : $0 }
    var axes = map.axes
    if indices.shape.isEmpty { axes.remove(at: axis) }
    // Without an axis for its one channel, the map still has it; Unsqueeze gives the axis back.
    try select(channels, of: map, axes: axes, node, output: 0)
  }

  private mutating func slice(_ map: TensorView, _ node: ONNXNode) throws(DreamError) {
    var channels = Array(0..<map.channels)
    for (number, slicing) in try slices(of: node) {
      guard let axis = map.axis(number) else { throw node.error("it has no axis \(number)") }
      if axis == map.channelAxis {
        channels = slicing.picks(of: map.channels)
      } else if slicing.start != 0 || slicing.end < Int(Int32.max) || slicing.step != 1 {
        throw node.error("Reverie picks out channels only, not parts of the picture")
      }
    }
    try select(channels, of: map, axes: map.axes, node, output: 0)
  }

  private mutating func split(_ map: TensorView, _ node: ONNXNode) throws(DreamError) {
    guard let axis = map.axis(node.integer("axis") ?? 0), axis == map.channelAxis else {
      throw node.error("Reverie splits feature maps by their channels only")
    }
    let parts = node.proto.output.count
    let equal = (map.channels + parts - 1) / max(parts, 1)
    let listed = try integers(1, of: node) ?? node.integers("split")
    let counts = listed ?? (0..<parts).map { max(0, min(equal, map.channels - $0 * equal)) }
    guard counts.count == parts, counts.allSatisfy({ $0 > 0 && $0 <= map.channels }),
      counts.reduce(0, +) == map.channels
    else {
      throw node.error("\(map.channels) channels can't be split into \(counts)")
    }
    var start = 0
    for (output, count) in counts.enumerated() {
      if !node.proto.output[output].isEmpty {
        try select(Array(start..<start + count), of: map, axes: map.axes, node, output: output)
      }
      start += count
    }
  }

  /// Picks out channels by a convolution with zeros and ones.
  private mutating func select(
    _ channels: [Int], of map: TensorView, axes: [TensorView.Axis], _ node: ONNXNode, output: Int
  ) throws(DreamError) {
    guard !channels.isEmpty, channels.allSatisfy((0..<map.channels).contains),
      channels.count <= map.channels
    else {
      throw node.error("it picks channels that aren't among its input's \(map.channels)")
    }
    guard channels != Array(0..<map.channels) else { return try define(node, as: map, output: output) }
    let inputs = map.channels
    let map = map.border.isEmpty ? map : try settled(map, for: node)
    let convolution = ConvolutionDraft(
      outputs: channels.count, inputs: inputs, groups: 1,
      kernel: { () throws(DreamError) in
        var kernel = [Float](repeating: 0, count: channels.count * inputs)
        for (index, channel) in channels.enumerated() { kernel[index * inputs + channel] = 1 }
        return kernel
      },
      bias: [Float](repeating: 0, count: channels.count), geometry: KernelGeometry(height: 1, width: 1))
    try define(
      node, .convolution(convolution), of: [map], channels: channels.count, axes: axes, output: output)
  }
}
