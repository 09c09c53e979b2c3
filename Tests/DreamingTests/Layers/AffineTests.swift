import Testing

@testable import Dreaming

@Suite struct AffineTests {
  @Test func aConvolutionTakesInWhatFollowsIt() {
    let weights = ConvolutionWeights(
      outputs: 2, inputs: 2, groups: 1, kernel: [1, 2, 3, 4, 5, 6, 7, 8].map { Float($0) }, bias: [1, -1])
    let scaled = weights.scaled(by: Affine(scale: [2, -1], offset: [0.5, 3]))
    #expect(scaled.kernel == [2, 4, 6, 8, -5, -6, -7, -8])
    #expect(scaled.bias == [2.5, 4])
    #expect((scaled.outputs, scaled.inputs, scaled.groups) == (2, 2, 1))
  }

  @Test(arguments: [5, 16]) func aNumberForEachChannel(channels: Int) throws {
    let affine = Affine(
      scale: (0..<channels).map { 0.5 - Float($0) / 4 }, offset: (0..<channels).map { Float($0) / 8 - 0.2 })
    func expected(_ map: ReferenceMap, low: Float) -> ReferenceMap {
      ReferenceMap(height: map.height, width: map.width, channels: channels) { y, x, channel in
        max(low, affine.scale[channel] * map[y, x, channel] + affine.offset[channel])
      }
    }
    try OperationCheck()(channels: [channels]) { builder, inputs in
      builder.add(affine, inputs)
    } expected: {
      expected($0[0], low: -.infinity)
    }
    try OperationCheck()(channels: [channels]) { builder, inputs in
      builder.add(Clamp(low: 0, high: .infinity), [builder.add(affine, inputs)])
    } expected: {
      expected($0[0], low: 0)
    }
  }

  @Test(arguments: [[8, 16, 5], [5, 16], [8]])
  func ofWhatIsPutTogetherOnTheWay(channels: [Int]) throws {
    let total = channels.reduce(0, +)
    let affine = Affine(
      scale: (0..<total).map { 0.5 - Float($0) / 16 }, offset: (0..<total).map { Float($0) / 16 })
    try OperationCheck()(channels: channels) { builder, inputs in
      let all = builder.add(Concatenation(), inputs, channels: total)
      return builder.add(Clamp(low: 0, high: .infinity), [builder.add(affine, [all])])
    } expected: { inputs in
      let sources = inputs.flatMap { map in (0..<map.channels).map { (map, $0) } }
      return ReferenceMap(height: inputs[0].height, width: inputs[0].width, channels: total) {
        y, x, channel in
        let value = sources[channel].0[y, x, sources[channel].1]
        return max(0, affine.scale[channel] * value + affine.offset[channel])
      }
    }
  }
}
