import Foundation
import Testing

@testable import Dreaming

@Suite struct ActivationTests {
  private func check(_ activation: Activation, channels: Int = 13, _ function: @escaping (Float) -> Float)
    throws
  {
    try OperationCheck()(channels: [channels]) { builder, inputs in
      builder.add(activation, inputs)
    } expected: {
      $0[0].map(function)
    }
  }

  @Test func leakyReLU() throws {
    try check(.leakyReLU(slope: 0.2)) { $0 < 0 ? 0.2 * $0 : $0 }
  }

  @Test func parametricReLU() throws {
    let slopes: [Float] = [0.1, -0.5, 0, 0.7, 2]
    try OperationCheck()(channels: [5]) { builder, inputs in
      builder.add(Activation.parametricReLU(slopes: slopes), inputs)
    } expected: { inputs in
      ReferenceMap(height: inputs[0].height, width: inputs[0].width, channels: 5) { y, x, channel in
        let value = inputs[0][y, x, channel]
        return value < 0 ? slopes[channel] * value : value
      }
    }
  }

  @Test func sigmoids() throws {
    try check(.sigmoid) { 1 / (1 + exp(-$0)) }
    try check(.silu, channels: 8) { $0 / (1 + exp(-$0)) }
    try check(.hardSigmoid(slope: 0.4, offset: 0.3)) { min(max(0.4 * $0 + 0.3, 0), 1) }
    try check(.hardSwish) { $0 * min(max($0 / 6 + 0.5, 0), 1) }
  }

  @Test func hardSwishFarFromZero() throws {
    try OperationCheck()(channels: [6]) { builder, inputs in
      let wide = builder.add(
        Affine(scale: [Float](repeating: 5, count: 6), offset: [Float](repeating: 0, count: 6)),
        inputs)
      return builder.add(Activation.hardSwish, [wide])
    } expected: {
      $0[0].map { 5 * $0 * min(max(5 * $0 / 6 + 0.5, 0), 1) }
    }
  }

  @Test func hyperbolicTangent() throws {
    try check(.tanh) { tanh($0) }
  }

  @Test func clipToARangeWithoutZero() throws {
    try check(.clip(low: 0.2, high: 0.9)) { min(max($0, 0.2), 0.9) }
    try check(.clip(low: -0.9, high: -0.2)) { min(max($0, -0.9), -0.2) }
  }

  @Test func aProductWithItsOwnSigmoid() throws {
    for order in [[0, 1], [1, 0]] {
      try OperationCheck()(channels: [13]) { builder, inputs in
        let values = [inputs[0], builder.add(Activation.sigmoid, inputs)]
        return builder.add(Arithmetic.product, order.map { values[$0] })
      } expected: {
        $0[0].map { $0 / (1 + exp(-$0)) }
      }
    }
  }
}
