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
  var bindings: [String: Binding] = [:]
  /// How many nodes read each name, outputs of the graph counting as well.
  var readers: [String: Int] = [:]
  /// All names that stand for a value of the graph as it is.
  var aliases: [Value: [String]] = [:]
  /// Names of nodes.
  var nodeNames: [String: Value] = [:]
  /// The picture as a feature map, for what isn't a convolution.
  var pictureMap: Value?

  /// What a name stands for.
  enum Binding {
    case stored(StoredTensor)
    case constant(Tensor)
    case features(TensorView)
  }

  /// What an operator is applied to.
  enum Operand {
    case constant(Tensor)
    case features(TensorView)
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
