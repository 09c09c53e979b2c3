import Foundation
import SwiftProtobuf

/// Turns an ONNX model into a `Graph`: puts its nodes in order, then reads one after the other.
///
/// How the nodes of each kind are read stands in files of their own: `ConvolutionReading.swift` and so on.
struct ONNXReader {
  let file: String
  /// Version of the standard operators, which changes what some attributes mean.
  let opset: Int
  var draft = GraphDraft()
  /// The picture's own arithmetic at the start of the graph: `scale * value + offset` for each of its channels.
  var preprocessing = Preprocessing()
  private var bindings: [String: Binding] = [:]
  /// How many nodes read each name, outputs of the graph counting as well.
  private var readers: [String: Int] = [:]
  /// All names that stand for a value of the graph as it is.
  private var aliases: [Value: [String]] = [:]
  /// Names of nodes.
  private var nodeNames: [String: Value] = [:]
  /// The picture as a feature map, for what isn't a convolution.
  private var pictureMap: Value?

  /// What a name stands for.
  private enum Binding {
    case stored(StoredTensor)
    case constant(Tensor)
    case features(TensorView)
  }

  /// What an operator is applied to.
  enum Operand {
    case constant(Tensor)
    case features(TensorView)
  }

  /// The picture's input as a file declares it.
  struct PictureInput: Equatable {
    var name: String
    /// Whether its colours are its last dimension.
    var isChannelsLast: Bool
    /// Height and width, where the file leaves no choice.
    var height: Int?, width: Int?
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - file: what to call it in errors; external data lie in its folder.
  ///   - isChannelsLast: the input's layout, if it is known better than from the file.
  static func read(
    _ model: Onnx_ModelProto, file: String, isChannelsLast: Bool? = nil
  ) throws(DreamError) -> (graph: Graph, input: PictureInput) {
    var reader = ONNXReader(model, file: file)
    let nodes = try ordered(model.graph, file: file)
    let input = try reader.declare(model.graph, nodes: nodes, isChannelsLast: isChannelsLast)
    for node in nodes { try reader.read(node) }
    return (try reader.graph(of: model.graph), input)
  }

  /// The model in a file's bytes.
  ///
  /// - Throws: `DreamError.unreadable`.
  static func model(in bytes: Data, file: String) throws(DreamError) -> Onnx_ModelProto {
    var options = BinaryDecodingOptions()
    options.discardUnknownFields = true
    let model: Onnx_ModelProto
    do {
      model = try Onnx_ModelProto(serializedBytes: bytes, options: options)
    } catch {
      throw .unreadable(file: file, reason: "isn't an ONNX model, or is cut off")
    }
    guard model.hasGraph, !model.graph.node.isEmpty else {
      throw .unreadable(file: file, reason: "isn't an ONNX model: there is no graph in it")
    }
    let oldest = 7
    let opset = model.opsetImport.first { ["", "ai.onnx"].contains($0.domain) }
    if let opset, opset.version < oldest {
      throw .unreadable(
        file: file,
        reason: "is of ONNX opset \(opset.version); Reverie reads \(oldest) and newer "
          + "(onnx.version_converter makes it newer)")
    }
    return model
  }

  private init(_ model: Onnx_ModelProto, file: String) {
    self.file = file
    let newest = 1 << 20
    let declared = model.opsetImport.first { ["", "ai.onnx"].contains($0.domain) }
    opset = declared.map { Int($0.version) } ?? newest
  }

  // MARK: Inputs and outputs of the graph

  /// Gives every initializer and the picture its name, and counts who reads what.
  private mutating func declare(
    _ graph: Onnx_GraphProto, nodes: [ONNXNode], isChannelsLast: Bool?
  ) throws(DreamError) -> PictureInput {
    for initializer in graph.initializer {
      let stored = Binding.stored(StoredTensor(proto: initializer, file: file))
      guard bindings.updateValue(stored, forKey: initializer.name) == nil else {
        throw .unsupported(file: file, node: initializer.name, reason: "two constants have this name")
      }
    }
    for name in nodes.flatMap(\.proto.input) + graph.output.map(\.name) { readers[name, default: 0] += 1 }
    // Up to version 3 of the format, initializers are inputs too.
    let inputs = graph.input.filter { bindings[$0.name] == nil && readers[$0.name] != nil }
    guard let input = inputs.first, inputs.count == 1 else {
      let names = inputs.map { "'\($0.name)'" }.joined(separator: ", ")
      throw .unreadable(
        file: file,
        reason: inputs.isEmpty
          ? "has no input that its output depends on; it needs one, the picture"
          : "needs one input, the picture, but has \(inputs.count): \(names)")
    }
    let declared = try PictureInput(input, file: file, isChannelsLast: isChannelsLast)
    var picture = TensorView(
      value: .picture, channels: 3, axes: declared.isChannelsLast ? TensorView.cells : TensorView.planes)
    if input.type.tensorType.shape.dim.count == 3 { picture.axes.removeFirst() }
    if let height = declared.height, let width = declared.width { picture.declared = (height, width) }
    bind(input.name, to: .features(picture))
    return declared
  }

  private func graph(of proto: Onnx_GraphProto) throws(DreamError) -> Graph {
    var outputs: [Value] = []
    for output in proto.output {
      guard case .features(let map)? = bindings[output.name], map.value != .picture else {
        throw .unreadable(file: file, reason: "no node makes the output '\(output.name)' of the picture")
      }
      if !outputs.contains(map.value) { outputs.append(map.value) }
    }
    guard !outputs.isEmpty else { throw .unreadable(file: file, reason: "declares no output") }
    var draft = draft
    for output in proto.output {
      // What a graph calls its output is meant to be seen.
      if case .features(let map)? = bindings[output.name], aliases[map.value]?.first == output.name {
        draft[map.value].name = output.name
      }
    }
    let (nodes, newValues) = try draft.finished(for: outputs)
    var names: [String: Value] = [:]
    for (name, value) in nodeNames { names[name] = newValues[value] }
    for (value, aliases) in aliases {
      for alias in aliases { names[alias] = newValues[value] }
    }
    return Graph(
      name: proto.name, preprocessing: preprocessing, nodes: nodes,
      outputs: outputs.map { newValues[$0]! }, names: names.filter { $0.value != .picture })
  }

  // MARK: Nodes

  private mutating func read(_ node: ONNXNode) throws(DreamError) {
    guard ["", "ai.onnx"].contains(node.proto.domain) else {
      throw node.error("Reverie can't do operators of \(node.proto.domain)")
    }
    switch node.kind {
    case "Identity", "Dropout": try readIdentity(node)
    case "Cast", "CastLike": try readCast(node)
    case "Constant": try readConstant(node)
    case "Conv": try readConvolution(node)
    case "Gemm": try readGemm(node)
    case "MatMul": try readMatMul(node)
    case "Relu", "LeakyRelu", "PRelu", "Clip", "Sigmoid", "HardSigmoid", "HardSwish", "Swish", "Tanh":
      try readActivation(node)
    case "Softmax": try readSoftmax(node)
    case "Add", "Sub", "Mul", "Div": try readArithmetic(node)
    case "BatchNormalization": try readBatchNormalisation(node)
    case "LRN": try readLocalResponseNormalisation(node)
    case "MaxPool", "AveragePool": try readPool(node)
    case "GlobalAveragePool", "ReduceMean": try readMean(node)
    case "Concat": try readConcatenation(node)
    case "Pad": try readPad(node)
    case "Transpose": try readTranspose(node)
    case "Reshape": try readReshape(node)
    case "Flatten": try readFlatten(node)
    case "Squeeze", "Unsqueeze": try readSqueeze(node)
    case "Shape": try readShape(node)
    case "Gather", "Slice", "Split": try readSelection(node)
    case "ConstantOfShape", "ReduceProd", "Floor", "Sqrt", "Reciprocal", "Neg":
      try readConstantArithmetic(node)
    default:
      throw .unsupported(
        file: file, node: node.name, reason: "Reverie can't do the operator \(node.kind)")
    }
  }

  private mutating func readIdentity(_ node: ONNXNode) throws(DreamError) {
    if case .stored(let tensor)? = bindings[node.proto.input.first ?? ""] {
      return try define(node, .stored(tensor))
    }
    switch try operand(0, of: node) {
    case .constant(let tensor): try define(node, constant: tensor)
    case .features(let map): try define(node, as: map)
    }
  }

  private mutating func readCast(_ node: ONNXNode) throws(DreamError) {
    // Every number is a Float here, so a cast between kinds of floats is done already.
    let floats = [1, 10, 11, 16]
    guard case .features = try operand(0, of: node) else { return try readIdentity(node) }
    guard node.kind == "CastLike" || floats.contains(node.integer("to") ?? 0) else {
      throw node.error("casts to something that isn't a float")
    }
    try readIdentity(node)
  }

  private mutating func readConstant(_ node: ONNXNode) throws(DreamError) {
    if let tensor = node.tensor("value") {
      try define(node, .stored(StoredTensor(proto: tensor, file: file)))
    } else if let float = node.float("value_float") {
      try define(node, constant: Tensor([], [float]))
    } else if let floats = node.floats("value_floats") {
      try define(node, constant: Tensor([floats.count], floats))
    } else if let integer = node.integer("value_int") {
      try define(node, constant: Tensor([], [.known(integer)]))
    } else if let integers = node.integers("value_ints") {
      try define(node, constant: Tensor([integers.count], integers.map { .known($0) }))
    } else {
      throw node.error("it isn't a tensor of numbers")
    }
  }
}

// MARK: - Values

extension ONNXReader {
  private mutating func bind(_ name: String, to binding: Binding) {
    bindings[name] = binding
    if case .features(let map) = binding, map.border.isEmpty { aliases[map.value, default: []].append(name) }
  }

  private mutating func define(_ node: ONNXNode, _ binding: Binding, output: Int = 0) throws(DreamError) {
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

extension ONNXReader.PictureInput {
  /// - Throws: `DreamError.unreadable` if it can't be a picture.
  fileprivate init(
    _ proto: Onnx_ValueInfoProto, file: String, isChannelsLast: Bool?
  ) throws(DreamError) {
    let dimensions = proto.type.tensorType.shape.dim.map { $0.dimValue > 0 ? Int($0.dimValue) : nil }
    let sides = dimensions.suffix(3)
    let isLast = isChannelsLast ?? (sides.last == 3 && sides.first != 3)
    let channels = isLast ? sides.last ?? nil : sides.first ?? nil
    guard dimensions.isEmpty || [3, 4].contains(dimensions.count), channels ?? 3 == 3 else {
      let shape = proto.type.tensorType.shape.dim.map {
        $0.dimValue > 0 ? "\($0.dimValue)" : $0.dimParam.isEmpty ? "?" : $0.dimParam
      }
      throw .unreadable(
        file: file,
        reason: "its input '\(proto.name)' is [\(shape.joined(separator: ", "))]; "
          + "a picture is [batch, 3, height, width] or [batch, height, width, 3]")
    }
    let extents = isLast ? sides.dropLast() : sides.dropFirst()
    let largest = 1 << 14
    let fixed = extents.compactMap { $0 }.filter { $0 <= largest }
    self.init(
      name: proto.name, isChannelsLast: isLast, height: fixed.count == 2 ? fixed[0] : nil,
      width: fixed.count == 2 ? fixed[1] : nil)
  }
}
