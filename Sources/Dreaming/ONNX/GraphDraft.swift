/// A graph as far as it is read. Convolutions keep their weights unread till the end, since what follows them may change
/// them.
struct GraphDraft {
  struct Node {
    var name: String
    var operation: Operation
    var inputs: [Int]
    var channels: Int
    var stride: Int
    var summary: String
  }

  enum Operation {
    case convolution(ConvolutionDraft)
    case ready(Graph.Operation)
  }

  var nodes: [Node] = []

  func channels(of value: Int) -> Int { value == 0 ? 3 : nodes[value - 1].channels }

  func stride(of value: Int) -> Int { value == 0 ? 1 : nodes[value - 1].stride }

  /// The nodes that `outputs` depend on, their weights read, and the new number of each value that is left.
  func finished(for outputs: [Int]) throws(DreamError) -> (nodes: [Graph.Node], values: [Int: Int]) {
    var needed = Set(outputs)
    for value in (1...max(nodes.count, 1)).reversed() where needed.contains(value) {
      needed.formUnion(nodes[value - 1].inputs)
    }
    var values = [0: 0]
    var finished: [Graph.Node] = []
    for (index, node) in nodes.enumerated() where needed.contains(index + 1) {
      let operation: Graph.Operation
      switch node.operation {
      case .convolution(let draft): operation = try draft.operation(of: node.inputs[0])
      case .ready(let ready): operation = ready
      }
      finished.append(
        Graph.Node(
          name: node.name, operation: operation, inputs: node.inputs.map { values[$0]! },
          channels: node.channels, stride: node.stride, summary: node.summary))
      values[index + 1] = finished.count
    }
    return (finished, values)
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
  /// - Parameter input: the value it is of, 0 being the picture.
  func operation(of input: Int) throws(DreamError) -> Graph.Operation {
    var weights = ConvolutionWeights(
      outputs: outputs, inputs: inputs, groups: groups, kernel: try kernel(), bias: bias)
    if let affine { weights = weights.scaled(by: affine) }
    return weights.isDepthwise && input > 0
      ? .depthwise(DepthwiseConvolution(weights, geometry: geometry))
      : .convolution(
        Convolution(
          weights, geometry: geometry, inputLanes: input == 0 ? 3 : Graph.lanes(for: inputs)))
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
