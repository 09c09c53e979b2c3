/// The layers of a network that are worth showing, in depth order, and all names they go by.
struct ListedLayers: Sendable {
  let layers: [Network.Layer]
  /// The graph's value for each of `layers`.
  let values: [Value]
  /// What the network's file calls values.
  private let fileNames: [String: Value]

  /// The graph's outputs, or if there is only one of them, every node.
  init(_ graph: Graph) {
    let values = graph.outputs.count > 1 ? graph.outputs : graph.values
    self.init(graph, values.map { ($0, graph[$0].name, "") })
  }

  /// The layers that a description names, or if it names none, those that the graph shows by itself.
  ///
  /// - Throws: `DreamError.wrongDescription`.
  init(_ graph: Graph, description: NetworkDescription) throws(DreamError) {
    guard !description.layers.isEmpty else {
      self.init(graph)
      return
    }
    var listed: [(value: Value, name: String, summary: String)] = []
    for layer in description.layers {
      guard let value = graph.names[layer.node] else {
        throw .wrongDescription(
          file: description.file, line: layer.line, reason: "the network has no node '\(layer.node)'")
      }
      listed.append((value, layer.name, layer.summary))
    }
    self.init(graph, listed)
  }

  private init(_ graph: Graph, _ listed: [(value: Value, name: String, summary: String)]) {
    let listed = listed.sorted { ($0.value, $0.name) < ($1.value, $1.name) }
    layers = listed.map { value, name, summary in
      let node = graph[value]
      return Network.Layer(
        name: name, channels: node.channels, stride: node.stride,
        summary: summary.isEmpty ? node.summary : summary)
    }
    values = listed.map(\.value)
    fileNames = graph.names
  }

  /// The layer that a name stands for: its own, or what the file calls its node or output.
  func layer(named name: String) -> Network.Layer? {
    value(of: name).flatMap(values.firstIndex(of:)).map { layers[$0] }
  }

  /// The value that a layer's name stands for.
  func value(of name: String) -> Value? {
    layers.firstIndex { $0.name == name }.map { values[$0] } ?? fileNames[name]
  }

  /// What the layer with this value is called.
  func name(of value: Value) -> String? {
    values.firstIndex(of: value).map { layers[$0].name }
  }
}
