import Foundation
import SwiftProtobuf

@testable import Dreaming

/// Puts together small ONNX models.
struct ModelBuilder {
  var model = Onnx_ModelProto()
  private var generator = SeededGenerator(seed: 7)
  private var constants = 0

  /// A model whose input is `picture`; `centred` is it minus 128, over 128.
  init() {
    model.irVersion = 8
    model.graph.name = "test"
    model.graph.input = [.with { $0.name = "picture" }]
    node("Sub", ["picture", constant([], [128])], "difference")
    node("Mul", ["difference", constant([], [1.0 / 128])], "centred")
  }

  /// Adds a constant, returns its name.
  mutating func constant(_ shape: [Int], _ values: [Float]) -> String {
    constants += 1
    let name = "constant\(constants)"
    model.graph.initializer.append(
      .with {
        $0.name = name
        $0.dataType = 1
        $0.dims = shape.map { Int64($0) }
        $0.floatData = values
      })
    return name
  }

  /// Adds a node whose output is called as itself.
  mutating func node(
    _ kind: String, _ inputs: [String], _ name: String, integers: [String: [Int]] = [:],
    text: [String: String] = [:]
  ) {
    model.graph.node.append(
      .with {
        $0.opType = kind
        $0.name = name
        $0.input = inputs
        $0.output = [name]
        $0.attribute =
          integers.sorted { $0.key < $1.key }.map { key, values in
            .with {
              $0.name = key
              $0.ints = values.map { Int64($0) }
              $0.i = Int64(values[0])
            }
          }
          + text.map { key, value in
            .with {
              $0.name = key
              $0.s = Data(value.utf8)
            }
          }
      })
  }

  /// Adds a convolution with random weights that keep the size of values about the same.
  mutating func convolution(
    _ input: String, _ name: String, from inputs: Int, to outputs: Int, kernel: (Int, Int) = (1, 1),
    stride: Int = 1,
    groups: Int = 1, pads: [Int]? = nil
  ) {
    let perOutput = inputs / groups * kernel.0 * kernel.1
    let scale = (3 / Float(perOutput)).squareRoot()
    let weights = (0..<outputs * perOutput).map { _ in scale * Float.random(in: -1...1, using: &generator) }
    let bias = (0..<outputs).map { _ in Float.random(in: 0...0.5, using: &generator) }
    let kernelName = constant([outputs, inputs / groups, kernel.0, kernel.1], weights)
    var integers = ["strides": [stride, stride], "group": [groups]]
    integers["pads"] = pads
    node(
      "Conv", [input, kernelName, constant([outputs], bias)], name, integers: integers,
      text: pads == nil ? ["auto_pad": "SAME_UPPER"] : [:])
  }

  /// Adds a clip to `0...high`; small values of `high` make sure that both ends are met.
  mutating func clip(_ input: String, _ name: String, high: Float = 0.6) {
    let (zero, top) = (constant([], [0]), constant([], [high]))
    node("Clip", [input, zero, top], name)
  }

  /// The bytes of a model with these outputs.
  func bytes(outputs: [String]) throws -> Data {
    var model = model
    model.graph.output = outputs.map { name in .with { $0.name = name } }
    return try model.serializedData()
  }

  /// The network with these outputs.
  func network(outputs: [String]) throws -> Network {
    try Network(onnx: bytes(outputs: outputs), file: "test.onnx")
  }
}
