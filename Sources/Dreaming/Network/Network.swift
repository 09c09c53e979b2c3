import CEfficientNetLite0
import CProcessor
import Foundation

/// A convolutional network to dream with: its operations and weights, preprocessing of the picture included.
public struct Network: Sendable {
  /// A layer whose activation can be dreamed of.
  public struct Layer: Sendable, Equatable {
    /// As the network's file names it, or the description beside it.
    public let name: String
    /// Features per cell.
    public let channels: Int
    /// Pixels of the picture per cell, each way.
    public let stride: Int
    /// What the layer dreams of, as far as somebody has looked; else "".
    public let summary: String
  }

  /// What is assumed about the numbers that a network wants of a picture.
  public struct Input: Sendable, Equatable {
    /// The numbers, before the graph's own arithmetic.
    public let format: InputFormat
    /// Where that is known from: "recognised as a network of Caffe's model zoo".
    public let source: String
    /// Whether nothing speaks for it.
    public let isGuess: Bool
  }

  let graph: Graph
  /// What can be dreamed of.
  let listed: ListedLayers

  /// Whether it is the network that is part of the program.
  public let isShipped: Bool
  /// What the network's file, or the description beside it, calls it.
  public let name: String
  /// What can be dreamed of, in depth order.
  ///
  /// A description beside the file, or a file with several outputs, thereby says which layers are worth it; else it is
  /// every layer.
  public var layers: [Layer] { listed.layers }
  /// What is assumed about the picture.
  public let input: Input
  /// The layer to dream of where nobody chooses one.
  public let suggestedLayer: String
  /// What the classes of the network's classifier are called, if the description beside the file says so.
  public let classNames: ClassNames?

  /// The layer to see a guide through where nobody chose one: the middle one of those with cells as large as the suggested
  /// layer's. It knows shapes, but not whole things yet.
  public var suggestedGuideLayer: String {
    let suggested = suggestedLayer
    guard let last = layers.firstIndex(where: { $0.name == suggested }) else { return suggested }
    let alike = layers[...last].filter { $0.stride == layers[last].stride }
    return alike[alike.count / 2].name
  }

  /// The network that is part of the program: EfficientNet-Lite0, trained on ImageNet (Google, 2020).
  ///
  /// - Throws: `DreamError.unsuitableProcessor` on one without AVX2.
  public static func efficientNetLite0() throws(DreamError) -> Network {
    try Network(
      onnx: Data(
        bytesNoCopy: UnsafeMutableRawPointer(mutating: efficientnet_lite0_onnx()),
        count: efficientnet_lite0_onnx_size(), deallocator: .none),
      file: "efficientnet-lite0.onnx", isShipped: true)
  }

  /// The network of a name, or in a file.
  ///
  /// - Parameters:
  ///   - nameOrPath: "lite0", which is part of the program; a network that is installed in the user's folder; or the path of
  ///     an ONNX file.
  ///   - input: what is known better about its input than what the file says, or a YAML file beside it.
  /// - Throws: `DreamError`: there is no such network, or it can't be read.
  public init(named nameOrPath: String, input: InputOverrides = InputOverrides()) throws(DreamError) {
    if nameOrPath == InstalledNetworks.shipped, input.isEmpty {
      self = try .efficientNetLite0()
    } else if nameOrPath == InstalledNetworks.shipped {
      throw .shippedInput
    } else {
      try self.init(contentsOf: InstalledNetworks().file(for: nameOrPath), input: input)
    }
  }

  /// Reads a network from an ONNX file, and the description in the YAML file beside it, if there is one.
  ///
  /// - Parameters:
  ///   - path: the ONNX file.
  ///   - input: what is known better about its input.
  /// - Throws: `DreamError` if a file can't be read, is no ONNX model, or uses what Reverie doesn't know.
  public init(
    contentsOf path: String, input: InputOverrides = InputOverrides()
  ) throws(DreamError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .unreadable(file: path, reason: "can't be read: \(error.localizedDescription)")
    }
    try self.init(onnx: data, file: path, description: .besides(path), input: input)
  }

  /// A network that computes `graph`.
  init(graph: Graph) {
    self.graph = graph
    (isShipped, name, classNames) = (false, graph.name, nil)
    listed = ListedLayers(graph)
    input = Input(format: .pixels, source: "the graph's own", isGuess: false)
    suggestedLayer = listed.layers[0].name
  }

  /// Reads a network from the bytes of an ONNX file; `file` names it in errors.
  init(
    onnx: Data, file: String, isShipped: Bool = false, description: NetworkDescription? = nil,
    input overrides: InputOverrides = InputOverrides()
  ) throws(DreamError) {
    guard processor_runs_vector_kernels() else { throw .unsuitableProcessor }
    let model = try ONNXReader.model(in: onnx, file: file)
    var (graph, declared) = try ONNXReader.read(
      model, file: file, isChannelsLast: description?.isChannelsLast)
    input = Input(
      InputRecognition(model, own: graph.preprocessing, input: declared), description: description,
      overrides: overrides)
    graph.preprocessing = input.format.preprocessing.followed(by: graph.preprocessing)
    if graph.name.isEmpty {
      graph.name = URL(fileURLWithPath: file).deletingPathExtension().lastPathComponent
    }
    self.graph = graph
    self.isShipped = isShipped
    name = description?.name ?? graph.name
    let layers =
      try description.map { (description) throws(DreamError) in
        try ListedLayers(graph, description: description)
      } ?? ListedLayers(graph)
    listed = layers
    classNames = description?.classes.map { ClassNames($0) }
    if let chosen = description?.defaultLayer {
      guard let layer = layers.layer(named: chosen.name) else {
        throw .wrongDescription(
          file: description?.file ?? file, line: chosen.line, reason: "there is no layer '\(chosen.name)'")
      }
      suggestedLayer = layer.name
    } else {
      let value = graph.suggestedValue(among: layers.values)
      suggestedLayer = value.flatMap(layers.name(of:)) ?? layers.layers[0].name
    }
  }

  // MARK: Layers

  /// The listed layer that a name stands for: its own, or what the file calls its node or output.
  public func layer(named name: String) -> Layer? { listed.layer(named: name) }

  /// The value that a layer's name stands for.
  ///
  /// - Throws: `DreamError.unknownLayer`.
  func value(of layer: String) throws(DreamError) -> Value {
    guard let value = listed.value(of: layer) else {
      throw .unknownLayer(name: layer, network: name, known: layers.map(\.name))
    }
    return value
  }
}

extension Network.Input {
  fileprivate init(
    _ recognition: InputRecognition, description: NetworkDescription?, overrides: InputOverrides
  ) {
    var format = recognition.format
    var sources: [String] = []
    if let description, !description.input.isEmpty {
      format = description.input.applied(to: format)
      sources = [description.file]
    }
    if !overrides.isEmpty {
      format = overrides.applied(to: format)
      sources.append("options")
    }
    let isOverridden = !sources.isEmpty
    self.init(
      format: format,
      source: isOverridden ? "from \(sources.joined(separator: " and "))" : recognition.reason,
      isGuess: recognition.isGuess && !isOverridden)
  }
}
