import Foundation

/// A node of an ONNX graph: its operator's name, inputs and attributes, and errors that name it.
struct ONNXNode {
  let proto: Onnx_NodeProto
  /// The model's file, for errors.
  let file: String

  var kind: String { proto.opType }

  /// What errors call it.
  var name: String { proto.name.isEmpty ? proto.output.first ?? proto.opType : proto.name }

  /// Whether input `index` is given: optional ones may be left out, or empty.
  func hasInput(_ index: Int) -> Bool {
    proto.input.indices.contains(index) && !proto.input[index].isEmpty
  }

  /// - Returns: an error that names the file, the node, and if it has one of its own, the operator.
  func error(_ reason: String) -> DreamError {
    .unsupported(file: file, node: name, reason: "\(kind): \(reason)")
  }

  // MARK: Attributes

  private func attribute(_ name: String) -> Onnx_AttributeProto? {
    proto.attribute.first { $0.name == name }
  }

  func integer(_ name: String) -> Int? { attribute(name).map { Int($0.i) } }

  func float(_ name: String) -> Float? { attribute(name)?.f }

  func integers(_ name: String) -> [Int]? { attribute(name).map { $0.ints.map { Int($0) } } }

  func floats(_ name: String) -> [Float]? { attribute(name)?.floats }

  func text(_ name: String) -> String? { attribute(name).map { String(decoding: $0.s, as: UTF8.self) } }

  func tensor(_ name: String) -> Onnx_TensorProto? {
    attribute(name).flatMap { $0.hasT ? $0.t : nil }
  }

  /// A finite number.
  func number(_ name: String, else fallback: Float) throws(DreamError) -> Float {
    let number = float(name) ?? fallback
    guard number.isFinite else { throw error("its \(name) is \(number)") }
    return number
  }

  /// Two numbers within `range`, one for each direction of a picture.
  func pair(_ name: String, else fallback: Int, in range: ClosedRange<Int>) throws(DreamError) -> (
    vertical: Int, horizontal: Int
  ) {
    let numbers = integers(name) ?? [fallback, fallback]
    guard numbers.count == 2 else {
      throw error("its \(name) are for \(numbers.count) dimensions; a picture has 2")
    }
    guard numbers.allSatisfy(range.contains) else {
      throw error("its \(name) are \(numbers); Reverie takes \(range.lowerBound) to \(range.upperBound)")
    }
    return (numbers[0], numbers[1])
  }
}
