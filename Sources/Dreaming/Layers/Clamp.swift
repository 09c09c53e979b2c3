import CProcessor
import VectorKernels

/// ReLU (0 to infinity), ReLU6 (0 to 6) and Clip: values held within a range that includes 0.
///
/// Forward leaves a bit for each value, in the order of the values: whether it was inside, so that its gradient passes.
struct Clamp: Sendable, Equatable {
  var low: Float
  var high: Float

  /// Lets everything pass.
  static let none = Clamp(low: -.infinity, high: .infinity)

  /// A bias of nothing, for clamps that follow no convolution.
  static let noBias = Constants([Float](repeating: 0, count: 8))

  /// 32-bit words of mask bits for `count` floats.
  static func maskWords(for count: Int) -> Int { (count + 31) / 32 }

  /// `destination = clamp(source + bias)`, and the mask.
  ///
  /// - Parameters:
  ///   - source, destination: `count` floats, a multiple of `lanes`; may be the same.
  ///   - bias: `lanes` floats, a multiple of 8.
  ///   - mask: room for `count` bits.
  func forward(
    _ source: UnsafePointer<Float>, bias: UnsafePointer<Float>, lanes: Int, count: Int,
    into destination: UnsafeMutablePointer<Float>, mask: UnsafeMutableRawPointer
  ) {
    let bytes = mask.assumingMemoryBound(to: UInt8.self)
    var biasLane = 0
    for vector in 0..<count / 8 {
      let value = load8(source + 8 &* vector) + load8(bias + biasLane)
      bytes[vector] = vector_bits8(value, low, high)
      store8(vector_clamp8(value, low, high), to: destination + 8 &* vector)
      biasLane &+= 8
      if biasLane == lanes { biasLane = 0 }
    }
  }

  /// `destination = gradient` where the value was inside, else 0.
  ///
  /// - Parameters:
  ///   - gradient, destination: `count` floats, a multiple of 8; may be the same.
  ///   - mask: as `forward` wrote it for these `count` floats.
  static func backward(
    _ gradient: UnsafePointer<Float>, mask: UnsafeRawPointer, count: Int,
    into destination: UnsafeMutablePointer<Float>
  ) {
    let bytes = mask.assumingMemoryBound(to: UInt8.self)
    for vector in 0..<count / 8 {
      store8(vector_passed8(load8(gradient + 8 &* vector), bytes[vector]), to: destination + 8 &* vector)
    }
  }

  /// `target += gradient` where the value was inside.
  static func addPassed(
    _ gradient: UnsafePointer<Float>, mask: UnsafeRawPointer, count: Int,
    to target: UnsafeMutablePointer<Float>
  ) {
    let bytes = mask.assumingMemoryBound(to: UInt8.self)
    for vector in 0..<count / 8 {
      let passed = vector_passed8(load8(gradient + 8 &* vector), bytes[vector])
      store8(load8(target + 8 &* vector) + passed, to: target + 8 &* vector)
    }
  }
}

extension Clamp {
  /// The clamp as a kernel's epilogue; without a mask there is none.
  ///
  /// - Parameter lanes: values a cell.
  func epilogue(mask: UnsafeMutableRawPointer?, lanes: Int) -> Epilogue {
    mask.map { .clamping(low: low, high: high, mask: $0, stride: lanes / 8) } ?? .plain
  }
}
