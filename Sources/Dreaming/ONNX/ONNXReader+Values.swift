/// What names stand for: defining them for what nodes make, and looking them up as nodes' inputs.
extension ONNXReader {
  mutating func bind(_ name: String, to binding: Binding) {
    bindings[name] = binding
    if case .features(let map) = binding, map.border.isEmpty { aliases[map.value, default: []].append(name) }
  }

  mutating func define(_ node: ONNXNode, _ binding: Binding, output: Int = 0) throws(DreamError) {
    guard node.proto.output.indices.contains(output), !node.proto.output[output].isEmpty else {
      throw node.error("it has no output")
    }
    guard bindings[node.proto.output[output]] == nil else {
      throw node.error("its output '\(node.proto.output[output])' is also made by something else")
    }
    bind(node.proto.output[output], to: binding)
    if case .features(let map) = binding, map.border.isEmpty, !node.proto.name.isEmpty, output == 0 {
      nodeNames[node.proto.name] = map.value
    }
  }

  mutating func define(_ node: ONNXNode, constant: Tensor, output: Int = 0) throws(DreamError) {
    try define(node, .constant(constant), output: output)
  }

  /// Lets the node's output stand for a feature map that is there already.
  mutating func define(_ node: ONNXNode, as map: TensorView, output: Int = 0) throws(DreamError) {
    try define(node, .features(map), output: output)
  }

  /// Adds an operation to the graph and lets the node's output stand for its result, seen through `axes`.
  mutating func define(
    _ node: ONNXNode, _ operation: GraphDraft.Operation, of inputs: [TensorView], channels: Int? = nil,
    stride: Int? = nil, axes: [TensorView.Axis]? = nil, output: Int = 0
  ) throws(DreamError) {
    let map = try append(
      operation, of: inputs, channels: channels, stride: stride, axes: axes, for: node,
      name: displayName(of: node, output: output))
    try define(node, as: map, output: output)
  }

  mutating func define(
    _ node: ONNXNode, _ operation: any Graph.Operation, of inputs: [TensorView], channels: Int? = nil,
    stride: Int? = nil, axes: [TensorView.Axis]? = nil, output: Int = 0
  ) throws(DreamError) {
    try define(
      node, .ready(operation), of: inputs, channels: channels, stride: stride, axes: axes, output: output)
  }

  /// Adds an operation to the graph.
  mutating func append(
    _ operation: GraphDraft.Operation, of inputs: [TensorView], channels: Int? = nil, stride: Int? = nil,
    axes: [TensorView.Axis]? = nil, for node: ONNXNode, name: String
  ) throws(DreamError) -> TensorView {
    let stride = stride ?? inputs.map { draft.stride(of: $0.value) }.max() ?? 1
    let channels = channels ?? inputs[0].channels
    let pixelsOfOnePicture = 1 << 16
    let mostChannels = 1 << 16
    guard stride <= pixelsOfOnePicture else {
      throw node.error("each of its cells stands for \(stride) pixels, more than a picture has")
    }
    guard channels <= mostChannels else {
      throw node.error("it makes \(channels) channels; Reverie takes up to \(mostChannels)")
    }
    draft.nodes.append(
      GraphDraft.Node(
        name: name, operation: operation, inputs: inputs.map(\.value), channels: channels, stride: stride,
        summary: summary(of: node)))
    return TensorView(
      value: Value(node: draft.nodes.count - 1), channels: channels, axes: axes ?? inputs[0].axes,
      declared: declaredSize(of: operation, inputs))
  }

  /// Height and width of what an operation makes, at the size of picture that the file declares, if it does.
  private func declaredSize(
    of operation: GraphDraft.Operation, _ inputs: [TensorView]
  ) -> (height: Int, width: Int)? {
    let shapes = inputs.compactMap { map in
      map.declared.map { Shape(height: $0.height, width: $0.width, channels: map.channels) }
    }
    guard shapes.count == inputs.count, let first = shapes.first else { return nil }
    var size: (height: Int, width: Int)?
    switch operation {
    case .convolution(let convolution):
      let geometry = convolution.geometry
      size = (geometry.vertical(first.height).output, geometry.horizontal(first.width).output)
    case .ready(let ready):
      size = (try? ready.shape(of: shapes)).map { ($0.height, $0.width) }
    }
    return size.flatMap { $0.height > 0 && $0.width > 0 ? $0 : nil }
  }

  /// The shorter of what a file calls a node and its output; exporters make one of them from the other.
  private func displayName(of node: ONNXNode, output: Int) -> String {
    let names = [node.proto.output[output], node.proto.name].filter { !$0.isEmpty }
    return names.min { $0.count < $1.count } ?? node.kind
  }

  /// What the node's author says about it, unless it is an exporter's stack trace.
  private func summary(of node: ONNXNode) -> String {
    let longestSentence = 100
    let text = node.proto.docString
    return text.count > longestSentence || text.contains(where: \.isNewline) ? "" : text
  }

  // MARK: Inputs of nodes

  /// Input `index`, which a constant or a feature map may be.
  func operand(_ index: Int, of node: ONNXNode) throws(DreamError) -> Operand {
    guard node.hasInput(index) else { throw node.error("input \(index + 1) is missing") }
    let name = node.proto.input[index]
    switch bindings[name] {
    case nil: throw node.error("its input '\(name)' isn't made by any node")
    case .stored(let tensor): return .constant(try tensor.tensor())
    case .constant(let tensor): return .constant(tensor)
    case .features(let map): return .features(map)
    }
  }

  /// Input `index`, a constant.
  func constant(_ index: Int, of node: ONNXNode) throws(DreamError) -> Tensor {
    guard case .constant(let tensor) = try operand(index, of: node) else {
      throw node.error("its input '\(node.proto.input[index])' isn't a constant")
    }
    return tensor
  }

  /// Input `index`, a constant of floats.
  func floats(_ index: Int, of node: ONNXNode) throws(DreamError) -> [Float] {
    guard let floats = try constant(index, of: node).floats else {
      throw node.error("its input '\(node.proto.input[index])' depends on the picture's size")
    }
    return floats
  }

  /// Input `index`, whole numbers; nil if it is left out.
  func integers(_ index: Int, of node: ONNXNode) throws(DreamError) -> [Int]? {
    guard node.hasInput(index) else { return nil }
    guard let integers = try constant(index, of: node).integers else {
      throw node.error("its input '\(node.proto.input[index])' isn't a list of whole numbers")
    }
    return integers
  }

  /// Input `index`, a constant that may be large: its shape now, its numbers when they are needed.
  func weights(
    _ index: Int, of node: ONNXNode
  ) throws(DreamError) -> (shape: [Int], floats: () throws(DreamError) -> [Float]) {
    guard node.hasInput(index) else { throw node.error("input \(index + 1) is missing") }
    let name = node.proto.input[index]
    if case .stored(let stored)? = bindings[name] {
      let notNumbers = node.error("its input '\(name)' isn't made of numbers")
      return (
        try stored.shape(),
        { () throws(DreamError) in
          guard let floats = try stored.tensor().floats else { throw notNumbers }
          return floats
        }
      )
    }
    let tensor = try constant(index, of: node)
    let floats = try floats(index, of: node)
    return (tensor.shape, { () throws(DreamError) in floats })
  }

  /// Input `index`, a feature map with its border in place.
  mutating func features(_ index: Int, of node: ONNXNode) throws(DreamError) -> TensorView {
    try settled(try rawFeatures(index, of: node), for: node)
  }

  /// Input `index`, a feature map whose border may still be missing.
  func rawFeatures(_ index: Int, of node: ONNXNode) throws(DreamError) -> TensorView {
    guard case .features(let map) = try operand(index, of: node) else {
      throw node.error("its input '\(node.proto.input[index])' is a constant")
    }
    return map
  }

  /// Input `index`, a feature map whose channels, height and width are where ONNX has them.
  mutating func planes(_ index: Int, of node: ONNXNode) throws(DreamError) -> TensorView {
    let map = try features(index, of: node)
    try checkPlanes(map, of: node)
    return map
  }

  func checkPlanes(_ map: TensorView, of node: ONNXNode) throws(DreamError) {
    guard map.isPlanes else {
      throw node.error(
        map.axes.count == 4
          ? "its input should be [batch, channels, height, width], but they are in another order"
          : "its input has \(map.axes.count) dimensions; Reverie takes [batch, channels, height, width]")
    }
  }

  /// The map with the border that it was to have, and in whole vectors if it is the picture, which only convolutions read.
  mutating func settled(_ map: TensorView, for node: ONNXNode) throws(DreamError) -> TensorView {
    var map = map
    if map.value == .picture {
      if pictureMap == nil { pictureMap = try copyOfPicture(for: node) }
      map.value = pictureMap ?? .picture
    }
    guard !map.border.isEmpty else { return map }
    let border = map.border
    map.border = TensorView.Border()
    let padding = BorderPadding(
      top: border.top, left: border.left, bottom: border.bottom, right: border.right, content: .constant(0))
    return try append(.ready(padding), of: [map], for: node, name: "\(node.name).padding")
  }

  private mutating func copyOfPicture(for node: ONNXNode) throws(DreamError) -> Value {
    let identity: [Float] = [1, 0, 0, 0, 1, 0, 0, 0, 1]
    let copy = ConvolutionDraft(
      outputs: 3, inputs: 3, groups: 1, kernel: { () throws(DreamError) in identity }, bias: [0, 0, 0],
      geometry: KernelGeometry(height: 1, width: 1))
    let picture = TensorView(value: .picture, channels: 3, axes: TensorView.planes)
    return try append(.convolution(copy), of: [picture], for: node, name: "picture").value
  }

  /// Whether nobody but the node being read ever sees this value.
  func isReadOnce(_ value: Value) -> Bool {
    (aliases[value] ?? []).allSatisfy { readers[$0] == 1 }
  }
}
