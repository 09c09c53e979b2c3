import Foundation
import SwiftProtobuf

/// Turns an ONNX model into a `Graph`, node by node.
struct ONNXReader {
  private let file: String
  private var graph: Graph
  /// What each name of a value stands for so far.
  private var values: [String: Value] = [:]

  /// What a name stands for.
  private enum Value {
    case constant(Tensor)
    /// Value of the graph; 0 is the picture.
    case features(Int)
  }

  /// A constant: kernel, bias, bound.
  private struct Tensor {
    var shape: [Int]
    var floats: [Float]
  }

  /// Reads a model.
  ///
  /// - Parameter file: what to call it in errors.
  static func graph(from bytes: Data, file: String) throws(DreamError) -> Graph {
    let model: Onnx_ModelProto
    do {
      model = try Onnx_ModelProto(serializedBytes: bytes)
    } catch {
      throw .unreadable(file: file, reason: "isn't an ONNX model, or is cut off")
    }
    guard model.hasGraph, !model.graph.node.isEmpty else {
      throw .unreadable(file: file, reason: "isn't an ONNX model: there is no graph in it")
    }
    var reader = ONNXReader(file: file)
    try reader.read(model.graph)
    return reader.graph
  }

  private init(file: String) {
    self.file = file
    graph = Graph(name: "", preprocessing: Preprocessing(), nodes: [], outputs: [])
  }

  private mutating func read(_ proto: Onnx_GraphProto) throws(DreamError) {
    graph.name = proto.name.isEmpty ? file : proto.name
    for initializer in proto.initializer {
      values[initializer.name] = .constant(try tensor(initializer))
    }
    let inputs = proto.input.filter { values[$0.name] == nil }
    guard inputs.count == 1 else {
      throw .unreadable(file: file, reason: "needs one input, the picture, but has \(inputs.count)")
    }
    values[inputs[0].name] = .features(0)
    for node in proto.node { try read(node) }
    for output in proto.output {
      guard case .features(let value)? = values[output.name], value > 0 else {
        throw .unreadable(file: file, reason: "no node makes the output '\(output.name)'")
      }
      graph.outputs.append(value)
    }
  }

  private mutating func read(_ node: Onnx_NodeProto) throws(DreamError) {
    switch node.opType {
    case "Cast": try readCast(node)
    case "Constant": try readConstant(node)
    case "Identity", "Dropout": values[try output(of: node)] = try value(0, of: node)
    case "Sub", "Mul", "Div": try readPreprocessing(node)
    case "Add": try readAdd(node)
    case "Conv": try readConvolution(node)
    case "Relu": try readClamp(node, Clamp(low: 0, high: .infinity))
    case "Clip": try readClip(node)
    default: throw unsupported(node, "Reverie can't do the operator \(node.opType)")
    }
  }

  // MARK: Constants

  private mutating func readCast(_ node: Onnx_NodeProto) throws(DreamError) {
    // Every number is a Float here, so a cast between kinds of floats is done already.
    let kind = integer("to", of: node) ?? 0
    guard [1, 10, 11].contains(kind) else { throw unsupported(node, "casts to something that isn't a float") }
    values[try output(of: node)] = try value(0, of: node)
  }

  private mutating func readConstant(_ node: Onnx_NodeProto) throws(DreamError) {
    guard let attribute = node.attribute.first(where: { $0.name == "value" }), attribute.hasT else {
      throw unsupported(node, "a constant that isn't a tensor")
    }
    values[try output(of: node)] = .constant(try tensor(attribute.t))
  }

  private func tensor(_ proto: Onnx_TensorProto) throws(DreamError) -> Tensor {
    func wrong(_ reason: String) -> DreamError {
      .unsupported(file: file, node: proto.name, reason: reason)
    }
    guard proto.dataLocation == 0 else { throw wrong("weights in another file") }
    var count = 1
    for dimension in proto.dims {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(dimension))
      guard dimension >= 0, !overflow else { throw wrong("a tensor of impossible size") }
      count = product
    }
    let raw = proto.rawData
    let floats: [Float]
    switch (proto.dataType, raw.isEmpty) {
    case (1, false): floats = Self.numbers(in: raw, as: UInt32.self) { Float(bitPattern: $0) }
    case (1, true): floats = proto.floatData
    case (7, false): floats = Self.numbers(in: raw, as: Int64.self) { Float($0) }
    case (7, true): floats = proto.int64Data.map { Float($0) }
    case (10, false): floats = Self.numbers(in: raw, as: UInt16.self) { Float(Float16(bitPattern: $0)) }
    case (10, true):
      floats = proto.int32Data.map { Float(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) }
    case (11, false): floats = Self.numbers(in: raw, as: UInt64.self) { Float(Double(bitPattern: $0)) }
    case (11, true): floats = proto.doubleData.map { Float($0) }
    default: throw wrong("a tensor of a kind that Reverie can't read (\(proto.dataType))")
    }
    guard floats.count == count else {
      throw wrong("a tensor of \(proto.dims) holds \(floats.count) numbers instead of \(count)")
    }
    return Tensor(shape: proto.dims.map { Int($0) }, floats: floats)
  }

  /// The little-endian numbers that `data` is made of; bytes left over at the end are dropped.
  private static func numbers<Bits: FixedWidthInteger>(
    in data: Data, as kind: Bits.Type, _ value: (Bits) -> Float
  ) -> [Float] {
    data.withUnsafeBytes { bytes in
      (0..<(bytes.count / MemoryLayout<Bits>.size)).map { index in
        value(
          Bits(
            littleEndian: bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Bits>.size, as: Bits.self))
        )
      }
    }
  }

  // MARK: Operators

  /// Sub, Mul and Div of the picture by constants become part of `Graph.preprocessing`.
  private mutating func readPreprocessing(_ node: Onnx_NodeProto) throws(DreamError) {
    guard case .features(0) = try value(0, of: node) else {
      throw unsupported(node, "\(node.opType) of anything but the picture by a constant")
    }
    let operand = try constant(1, of: node)
    guard operand.floats.count == 1 || (operand.floats.count == 3 && operand.shape.suffix(3) == [3, 1, 1])
    else {
      throw unsupported(node, "\(node.opType) by a constant that isn't one number a colour")
    }
    for colour in 0..<3 {
      let number = operand.floats[operand.floats.count == 1 ? 0 : colour]
      switch node.opType {
      case "Sub": graph.preprocessing.offset[colour] -= number
      case "Mul":
        graph.preprocessing.scale[colour] *= number
        graph.preprocessing.offset[colour] *= number
      default:
        graph.preprocessing.scale[colour] /= number
        graph.preprocessing.offset[colour] /= number
      }
    }
    guard graph.nodes.isEmpty else { throw unsupported(node, "changes the picture after its first use") }
    values[try output(of: node)] = .features(0)
  }

  private mutating func readAdd(_ node: Onnx_NodeProto) throws(DreamError) {
    let (first, second) = (try features(0, of: node), try features(1, of: node))
    guard first > 0, second > 0 else { throw unsupported(node, "adds to the picture") }
    let (one, other) = (graph.nodes[first - 1], graph.nodes[second - 1])
    guard one.channels == other.channels, one.stride == other.stride else {
      throw unsupported(
        node,
        "adds \(one.channels) channels, stride \(one.stride), and \(other.channels), stride \(other.stride)")
    }
    try append(.add, inputs: [first, second], channels: one.channels, stride: one.stride, node)
  }

  private mutating func readClip(_ node: Onnx_NodeProto) throws(DreamError) {
    func bound(_ input: Int, _ attribute: String, else fallback: Float) throws(DreamError) -> Float {
      if node.input.count > input, !node.input[input].isEmpty {
        guard let number = try constant(input, of: node).floats.first else {
          throw unsupported(node, "an empty bound")
        }
        return number
      }
      return node.attribute.first { $0.name == attribute }?.f ?? fallback
    }
    let clamp = Clamp(
      low: try bound(1, "min", else: -.infinity), high: try bound(2, "max", else: .infinity))
    guard clamp.low <= 0, clamp.high >= 0 else { throw unsupported(node, "a range without 0") }
    try readClamp(node, clamp)
  }

  private mutating func readClamp(_ node: Onnx_NodeProto, _ clamp: Clamp) throws(DreamError) {
    let input = try features(0, of: node)
    guard input > 0 else { throw unsupported(node, "clamps the picture") }
    let maker = graph.nodes[input - 1]
    try append(.clamp(clamp), inputs: [input], channels: maker.channels, stride: maker.stride, node)
  }

  private mutating func readConvolution(_ node: Onnx_NodeProto) throws(DreamError) {
    let input = try features(0, of: node)
    let kernel = try constant(1, of: node)
    guard kernel.shape.count == 4, !kernel.shape.contains(0) else {
      throw unsupported(node, "a kernel of shape \(kernel.shape); it should be [out, in, height, width]")
    }
    let bias =
      node.input.count > 2 ? try constant(2, of: node).floats : [Float](repeating: 0, count: kernel.shape[0])
    let channels = input == 0 ? 3 : graph.nodes[input - 1].channels
    let group = integer("group", of: node) ?? 1
    guard (1...channels).contains(group), channels % group == 0, kernel.shape[1] == channels / group,
      kernel.shape[0] % group == 0,
      bias.count == kernel.shape[0]
    else {
      throw unsupported(
        node,
        "kernel \(kernel.shape), \(bias.count) biases and \(group) groups don't fit \(channels) channels")
    }
    guard (integers("dilations", of: node) ?? [1, 1]).allSatisfy({ $0 == 1 }) else {
      throw unsupported(node, "dilation")
    }
    let strides = integers("strides", of: node) ?? [1, 1]
    let stridesOfOnePicture = 1...(1 << 16)
    guard strides.count == 2, strides[0] == strides[1], stridesOfOnePicture.contains(strides[0]) else {
      throw unsupported(node, "strides \(strides)")
    }
    let stride = (input == 0 ? 1 : graph.nodes[input - 1].stride) * strides[0]
    guard stridesOfOnePicture.contains(stride) else {
      throw unsupported(node, "each of its cells stands for \(stride) pixels, more than a picture has")
    }
    let weights = ConvolutionWeights(
      outputs: kernel.shape[0], inputs: channels, groups: group, kernel: kernel.floats, bias: bias)
    let geometry = KernelGeometry(
      height: kernel.shape[2], width: kernel.shape[3], verticalStride: strides[0],
      horizontalStride: strides[1], padding: try padding(of: node, kernel: kernel.shape[2...]))
    let operation: Graph.Operation =
      weights.isDepthwise && input > 0
      ? .depthwise(DepthwiseConvolution(weights, geometry: geometry))
      : .convolution(
        Convolution(
          weights, geometry: geometry, inputLanes: input == 0 ? 3 : Graph.lanes(for: channels)))
    try append(operation, inputs: [input], channels: weights.outputs, stride: stride, node)
  }

  private func padding(of node: Onnx_NodeProto, kernel: ArraySlice<Int>) throws(DreamError) -> Padding {
    let attribute = node.attribute.first { $0.name == "auto_pad" }?.s
    switch attribute.map({ String(decoding: $0, as: UTF8.self) }) ?? "NOTSET" {
    case "SAME_UPPER": return .sameUpper
    case "SAME_LOWER": return .sameLower
    case "VALID": return .explicit(top: 0, left: 0, bottom: 0, right: 0)
    default:
      let pads = integers("pads", of: node) ?? [0, 0, 0, 0]
      // Padding as wide as the kernel makes cells of nothing but padding; no network does that.
      guard pads.count == 4,
        pads.allSatisfy({ $0 >= 0 && $0 < kernel.max()! }) || pads.allSatisfy({ $0 == 0 })
      else {
        throw unsupported(node, "padding \(pads)")
      }
      return .explicit(top: pads[0], left: pads[1], bottom: pads[2], right: pads[3])
    }
  }

  private mutating func append(
    _ operation: Graph.Operation, inputs: [Int], channels: Int, stride: Int, _ node: Onnx_NodeProto
  ) throws(DreamError) {
    let name = try output(of: node)
    graph.nodes.append(
      Graph.Node(
        name: name, operation: operation, inputs: inputs, channels: channels, stride: stride,
        summary: node.docString))
    values[name] = .features(graph.nodes.count)
  }

  // MARK: Inputs, outputs, attributes

  private func output(of node: Onnx_NodeProto) throws(DreamError) -> String {
    guard let name = node.output.first else { throw unsupported(node, "has no output") }
    return name
  }

  private func value(_ index: Int, of node: Onnx_NodeProto) throws(DreamError) -> Value {
    guard node.input.count > index else { throw unsupported(node, "input \(index + 1) is missing") }
    guard let value = values[node.input[index]] else {
      throw unsupported(node, "input '\(node.input[index])' isn't made by any node before it")
    }
    return value
  }

  private func features(_ index: Int, of node: Onnx_NodeProto) throws(DreamError) -> Int {
    guard case .features(let value) = try value(index, of: node) else {
      throw unsupported(node, "input '\(node.input[index])' is a constant")
    }
    return value
  }

  private func constant(_ index: Int, of node: Onnx_NodeProto) throws(DreamError) -> Tensor {
    guard case .constant(let tensor) = try value(index, of: node) else {
      throw unsupported(node, "input '\(node.input[index])' isn't a constant")
    }
    return tensor
  }

  private func integer(_ name: String, of node: Onnx_NodeProto) -> Int? {
    node.attribute.first { $0.name == name }.map { Int($0.i) }
  }

  private func integers(_ name: String, of node: Onnx_NodeProto) -> [Int]? {
    node.attribute.first { $0.name == name }.map { $0.ints.map { Int($0) } }
  }

  private func unsupported(_ node: Onnx_NodeProto, _ reason: String) -> DreamError {
    let name = node.name.isEmpty ? node.output.first ?? node.opType : node.name
    return .unsupported(file: file, node: name, reason: reason)
  }
}
