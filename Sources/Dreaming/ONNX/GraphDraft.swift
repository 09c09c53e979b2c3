/// A graph as far as it is read. Convolutions keep their weights unread till the end, since what follows them may change
/// them.
struct GraphDraft {
  struct Node {
    var name: String
    var operation: Operation
    var inputs: [Value]
    var channels: Int
    var stride: Int
    var summary: String
  }

  enum Operation {
    case convolution(ConvolutionDraft)
    case ready(any Graph.Operation)
  }

  var nodes: [Node] = []

  /// What the nodes make, in order.
  var values: [Value] { nodes.indices.map(Value.init(node:)) }

  /// The node that makes a value, which is not the picture.
  subscript(value: Value) -> Node {
    get { nodes[value.node] }
    set { nodes[value.node] = newValue }
  }

  func stride(of value: Value) -> Int { value == .picture ? 1 : self[value].stride }

  /// The nodes that `outputs` depend on, their weights read, and what each value that is left has become.
  func finished(for outputs: [Value]) throws(DreamError) -> (nodes: [Graph.Node], values: [Value: Value]) {
    var needed = Set(outputs)
    for value in values.reversed() where needed.contains(value) { needed.formUnion(self[value].inputs) }
    var newValues = [Value.picture: Value.picture]
    var finished: [Graph.Node] = []
    for value in values where needed.contains(value) {
      let node = self[value]
      let operation: any Graph.Operation
      switch node.operation {
      case .convolution(let draft): operation = try draft.operation(of: node.inputs[0])
      case .ready(let ready): operation = ready
      }
      finished.append(
        Graph.Node(
          name: node.name, operation: operation, inputs: node.inputs.map { newValues[$0]! },
          channels: node.channels, stride: node.stride, summary: node.summary))
      newValues[value] = Value(node: finished.count - 1)
    }
    return (finished, newValues)
  }
}

/// A convolution whose kernel is still in the file.
struct ConvolutionDraft {
  var outputs: Int
  var inputs: Int
  var groups: Int
  /// Reads the kernel: `[outputs][inputs / groups][height][width]`.
  var kernel: () throws(DreamError) -> [Float]
  var bias: [Float]
  var geometry: KernelGeometry
  /// What happens to its result.
  var affine: Affine?

  /// The convolution for the graph.
  ///
  /// - Parameter input: the value it is of.
  func operation(of input: Value) throws(DreamError) -> any Graph.Operation {
    var weights = ConvolutionWeights(
      outputs: outputs, inputs: inputs, groups: groups, kernel: try kernel(), bias: bias)
    if let affine { weights = weights.scaled(by: affine) }
    return weights.isDepthwise && input != .picture
      ? DepthwiseConvolution(weights, geometry: geometry)
      : Convolution(
        weights, geometry: geometry, inputLanes: input == .picture ? 3 : Graph.lanes(for: inputs))
  }
}

extension Affine {
  /// This, and then `next`.
  func followed(by next: Affine) -> Affine {
    Affine(
      scale: zip(scale, next.scale).map { $0 * $1 },
      offset: offset.indices.map { offset[$0] * next.scale[$0] + next.offset[$0] })
  }
}
