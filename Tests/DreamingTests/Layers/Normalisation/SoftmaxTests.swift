import Foundation
import Testing

@testable import Dreaming

@Suite struct SoftmaxTests {
  @Test(arguments: [13, 16]) func sharesOfOne(channels: Int) throws {
    try OperationCheck()(channels: [channels]) { builder, inputs in
      builder.add(Softmax(), inputs)
    } expected: { inputs in
      ReferenceMap(height: inputs[0].height, width: inputs[0].width, channels: channels) { y, x, channel in
        let all = (0..<channels).map { exp(inputs[0][y, x, $0]) }
        return all[channel] / all.reduce(0, +)
      }
    }
  }
}
