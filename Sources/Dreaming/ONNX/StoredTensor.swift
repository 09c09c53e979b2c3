import Foundation
import SwiftProtobuf

/// A constant as a file stores it, read only when somebody needs it: a network's weights are most of its file.
struct StoredTensor {
  let proto: Onnx_TensorProto
  /// The model's file: external data lie in its folder, errors name it.
  let file: String

  /// Kinds of numbers, by ONNX's TensorProto.DataType.
  private enum Kind: Int32 {
    case float = 1
    case uint8, int8, uint16, int16, int32, int64
    case bool = 9
    case float16, double, uint32, uint64
    case bfloat16 = 16

    /// Bytes of one number.
    var size: Int {
      switch self {
      case .uint8, .int8, .bool: 1
      case .uint16, .int16, .float16, .bfloat16: 2
      case .float, .int32, .uint32: 4
      case .int64, .uint64, .double: 8
      }
    }

    var isFloat: Bool { [.float, .float16, .bfloat16, .double].contains(self) }
  }

  /// The shape, whose product is a number of elements that an `Int` holds.
  ///
  /// - Throws: `DreamError.unsupported`.
  func shape() throws(DreamError) -> [Int] {
    var count = 1
    for dimension in proto.dims {
      let (product, overflow) = count.multipliedReportingOverflow(by: Int(dimension))
      guard dimension >= 0, !overflow else { throw wrong("a tensor of impossible size \(proto.dims)") }
      count = product
    }
    return proto.dims.map { Int($0) }
  }

  /// The constant itself.
  ///
  /// - Throws: `DreamError.unsupported` if there are more or fewer numbers than its shape says, or of an unknown kind, or if
  ///   they are in another file that isn't there.
  func tensor() throws(DreamError) -> Tensor {
    guard let kind = Kind(rawValue: proto.dataType) else {
      throw wrong("a tensor of a kind that Reverie can't read (\(proto.dataType))")
    }
    let shape = try shape()
    let count = shape.reduce(1, *)
    if kind.isFloat {
      let floats = try floats(of: kind, count: count)
      try check(floats.count, against: count)
      return Tensor(shape, floats)
    }
    let integers = try integers(of: kind, count: count)
    try check(integers.count, against: count)
    return Tensor(shape, integers.map { .known($0) })
  }

  private func check(_ found: Int, against count: Int) throws(DreamError) {
    guard found == count else {
      throw wrong("a tensor of \(proto.dims) holds \(found) numbers instead of \(count)")
    }
  }

  private func floats(of kind: Kind, count: Int) throws(DreamError) -> [Float] {
    if let bytes = try bytes(of: kind, count: count) {
      switch kind {
      case .float16: return Self.numbers(in: bytes, as: UInt16.self) { Float(Float16(bitPattern: $0)) }
      case .bfloat16: return Self.numbers(in: bytes, as: UInt16.self) { Float(bitPattern: UInt32($0) << 16) }
      case .double: return Self.numbers(in: bytes, as: UInt64.self) { Float(Double(bitPattern: $0)) }
      default: return Self.numbers(in: bytes, as: UInt32.self) { Float(bitPattern: $0) }
      }
    }
    switch kind {
    case .float16: return proto.int32Data.map { Float(Float16(bitPattern: UInt16(truncatingIfNeeded: $0))) }
    case .bfloat16:
      return proto.int32Data.map { Float(bitPattern: UInt32(UInt16(truncatingIfNeeded: $0)) << 16) }
    case .double: return proto.doubleData.map { Float($0) }
    default: return proto.floatData
    }
  }

  private func integers(of kind: Kind, count: Int) throws(DreamError) -> [Int] {
    guard let bytes = try bytes(of: kind, count: count) else {
      return kind == .int64 ? proto.int64Data.map { Int($0) } : proto.int32Data.map { Int($0) }
    }
    switch kind {
    case .uint8, .bool: return Self.numbers(in: bytes, as: UInt8.self) { Int($0) }
    case .int8: return Self.numbers(in: bytes, as: Int8.self) { Int($0) }
    case .uint16: return Self.numbers(in: bytes, as: UInt16.self) { Int($0) }
    case .int16: return Self.numbers(in: bytes, as: Int16.self) { Int($0) }
    case .int32: return Self.numbers(in: bytes, as: Int32.self) { Int($0) }
    case .uint32: return Self.numbers(in: bytes, as: UInt32.self) { Int($0) }
    default: return Self.numbers(in: bytes, as: Int64.self) { Int($0) }
    }
  }

  /// The numbers as bytes, from the model's file or another; nil if they are stored as typed lists.
  private func bytes(of kind: Kind, count: Int) throws(DreamError) -> Data? {
    let (needed, overflow) = count.multipliedReportingOverflow(by: kind.size)
    guard !overflow else { throw wrong("a tensor of impossible size \(proto.dims)") }
    guard proto.dataLocation == 0 else {
      do throws(ExternalDataError) {
        return try ExternalData(proto.externalData, besides: file).bytes(count: needed)
      } catch {
        throw wrong(error.reason)
      }
    }
    guard !proto.rawData.isEmpty else { return nil }
    guard proto.rawData.count == needed else {
      throw wrong(
        "a tensor of \(proto.dims) holds \(proto.rawData.count / kind.size) numbers instead of \(count)")
    }
    return proto.rawData
  }

  /// The little-endian numbers that `data` is made of.
  private static func numbers<Bits: FixedWidthInteger, Number>(
    in data: Data, as kind: Bits.Type, _ value: (Bits) -> Number
  ) -> [Number] {
    let size = MemoryLayout<Bits>.size
    return data.withUnsafeBytes { bytes in
      (0..<(bytes.count / size)).map { index in
        value(Bits(littleEndian: bytes.loadUnaligned(fromByteOffset: index * size, as: Bits.self)))
      }
    }
  }

  private func wrong(_ reason: String) -> DreamError {
    .unsupported(file: file, node: proto.name, reason: reason)
  }
}
