import Foundation
import Testing

@testable import Dreaming

@Suite struct LocalResponseNormalisationTests {
  @Test(arguments: [(1, 0.75), (2, 0.75), (5, 0.75), (4, 0.6), (50, 1)] as [(Int, Float)])
  func neighboursAreDividedBy(size: Int, beta: Float) throws {
    let normalisation = LocalResponseNormalisation(size: size, alpha: 1.5, beta: beta, bias: 0.7)
    for channels in [13, 8] {
      try OperationCheck()(channels: [channels]) { builder, inputs in
        builder.add(normalisation, inputs)
      } expected: { inputs in
        ReferenceMap(height: inputs[0].height, width: inputs[0].width, channels: channels) { y, x, channel in
          // As ONNX defines it.
          let first = max(0, channel - (size - 1) / 2)
          let last = min(channels - 1, channel + Int(ceil(Double(size - 1) / 2)))
          let squares = (first...last).reduce(Float(0)) { $0 + inputs[0][y, x, $1] * inputs[0][y, x, $1] }
          return inputs[0][y, x, channel] / pow(0.7 + 1.5 / Float(size) * squares, beta)
        }
      }
    }
  }

  @Test func inverseFourthRoots() {
    for exponent in -400...400 {
      let x = Float(pow(10, Double(exponent) / 40))
      let root = inverseFourthRoot(SIMD8(repeating: x))[3]
      #expect(abs(Double(root) * pow(Double(x), 0.25) - 1) < 5e-7)
    }
  }
}
