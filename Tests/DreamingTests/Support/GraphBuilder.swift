@testable import Dreaming

/// Puts together small graphs, without a file.
struct GraphBuilder {
  private var graph = Graph(
    name: "test",
    preprocessing: Preprocessing(scale: [1.0 / 64, 1.0 / 64, 1.0 / 64], offset: [-2, -2, -2]),
    nodes: [], outputs: [])
  private var generator = SeededGenerator(seed: 11)

  /// Adds a convolution with random weights, of the picture or of another value; returns what it makes.
  mutating func convolution(_ input: Int = 0, to outputs: Int, kernel: Int = 1, stride: Int = 1) -> Int {
    let inputs = input == 0 ? 3 : graph.nodes[input - 1].channels
    let perOutput = inputs * kernel * kernel
    let scale = (3 / Float(perOutput)).squareRoot()
    let weights = ConvolutionWeights(
      outputs: outputs, inputs: inputs, groups: 1,
      kernel: (0..<outputs * perOutput).map { _ in scale * Float.random(in: -1...1, using: &generator) },
      bias: (0..<outputs).map { _ in Float.random(in: -0.3...0.3, using: &generator) })
    let geometry = KernelGeometry(
      height: kernel, width: kernel, verticalStride: stride, horizontalStride: stride, padding: .sameUpper)
    let convolution = Convolution(
      weights, geometry: geometry, inputLanes: input == 0 ? 3 : Graph.lanes(for: inputs))
    return add(.convolution(convolution), [input], channels: outputs)
  }

  /// Adds a node, returns what it makes; its layer is called "v" and that value's number.
  ///
  /// - Parameter channels: the first input's, if nil.
  mutating func add(_ operation: Graph.Operation, _ inputs: [Int], channels: Int? = nil) -> Int {
    graph.nodes.append(
      Graph.Node(
        name: "v\(graph.nodes.count + 1)", operation: operation, inputs: inputs,
        channels: channels ?? graph.nodes[inputs[0] - 1].channels, stride: 1, summary: ""))
    graph.outputs = [graph.nodes.count]
    return graph.nodes.count
  }

  var network: Network { Network(graph: graph) }
}
