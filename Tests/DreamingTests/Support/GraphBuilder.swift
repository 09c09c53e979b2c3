@testable import Dreaming

/// Puts together small graphs, without a file.
struct GraphBuilder {
  private var graph = Graph(
    name: "test",
    preprocessing: Preprocessing(scale: [1.0 / 64, 1.0 / 64, 1.0 / 64], offset: [-2, -2, -2]),
    nodes: [], outputs: [])
  private var generator = SeededGenerator(seed: 11)

  /// Adds a convolution with random weights, of the picture or of another value; returns what it makes.
  mutating func convolution(_ input: Value = .picture, to outputs: Int, kernel: Int = 1, stride: Int = 1)
    -> Value
  {
    let inputs = input == .picture ? 3 : graph[input].channels
    let perOutput = inputs * kernel * kernel
    let scale = (3 / Float(perOutput)).squareRoot()
    let weights = ConvolutionWeights(
      outputs: outputs, inputs: inputs, groups: 1,
      kernel: (0..<outputs * perOutput).map { _ in scale * Float.random(in: -1...1, using: &generator) },
      bias: (0..<outputs).map { _ in Float.random(in: -0.3...0.3, using: &generator) })
    let geometry = KernelGeometry(
      height: kernel, width: kernel, verticalStride: stride, horizontalStride: stride, padding: .sameUpper)
    let convolution = Convolution(
      weights, geometry: geometry, inputLanes: input == .picture ? 3 : Graph.lanes(for: inputs))
    return add(convolution, [input], channels: outputs)
  }

  /// Adds a node, returns what it makes.
  ///
  /// - Parameter channels: the first input's, if nil.
  mutating func add(_ operation: any Graph.Operation, _ inputs: [Value], channels: Int? = nil) -> Value {
    let value = Value(node: graph.nodes.count)
    graph.nodes.append(
      Graph.Node(
        name: value.layer, operation: operation, inputs: inputs,
        channels: channels ?? graph[inputs[0]].channels, stride: 1, summary: ""))
    graph.outputs = [value]
    return value
  }

  var network: Network { Network(graph: graph) }
}

extension Value {
  /// What `GraphBuilder` calls the layer: "v1" is the first.
  var layer: String { "v\(node + 1)" }
}
