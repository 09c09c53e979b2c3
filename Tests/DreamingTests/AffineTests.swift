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
}
