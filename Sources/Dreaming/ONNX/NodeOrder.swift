/// An order of a graph's nodes in which each finds its inputs made, as near to the file's as can be.
///
/// Nodes that no output depends on are left out.
///
/// - Throws: `DreamError` if values are made twice, wait for each other in a circle, or aren't made at all.
func ordered(_ graph: Onnx_GraphProto, file: String) throws(DreamError) -> [ONNXNode] {
  let nodes = graph.node.map { ONNXNode(proto: $0, file: file) }
  var makers: [String: Int] = [:]
  for (index, node) in nodes.enumerated() {
    for output in node.proto.output where !output.isEmpty {
      guard makers.updateValue(index, forKey: output) == nil else {
        throw node.error("its output '\(output)' is also made by another node")
      }
    }
  }
  let given = Set(graph.input.map(\.name) + graph.initializer.map(\.name))
  var states = [NodeState](repeating: .unseen, count: nodes.count)
  var order: [Int] = []
  // Goes down to what a node needs before it takes the node itself; the path is kept by hand, since graphs are deep.
  for output in graph.output {
    guard let last = makers[output.name] else { continue }
    var path = [last]
    while let index = path.last {
      if states[index] == .unseen {
        states[index] = .waiting
        for input in nodes[index].proto.input.reversed() {
          guard let maker = makers[input] else {
            guard input.isEmpty || given.contains(input) else {
              throw nodes[index].error("its input '\(input)' isn't made by any node")
            }
            continue
          }
          switch states[maker] {
          case .unseen: path.append(maker)
          case .waiting:
            throw nodes[index].error("a cycle: '\(input)' is made from what this node makes")
          case .done: break
          }
        }
      } else {
        path.removeLast()
        if states[index] == .waiting { order.append(index) }
        states[index] = .done
      }
    }
  }
  return fileOrder(order, nodes: nodes, makers: makers).map { nodes[$0] }
}

private enum NodeState {
  case unseen, waiting, done
}

/// The file's own order of the nodes in `order`, if it is one.
private func fileOrder(_ order: [Int], nodes: [ONNXNode], makers: [String: Int]) -> [Int] {
  let isSorted = order.allSatisfy { index in
    nodes[index].proto.input.allSatisfy { makers[$0, default: -1] < index }
  }
  return isSorted ? order.sorted() : order
}
