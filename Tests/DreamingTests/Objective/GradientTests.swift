import Testing

@testable import Dreaming

/// Every kind of layer's gradient against finite differences.
@Suite struct GradientTests {
  /// What single precision and the corners of clamps leave of central differences.
  private let tolerance = 0.03

  /// The relative error of a gradient against central differences, on a random picture.
  private func error(_ network: Network, layers: [String], width: Int, height: Int) throws -> Double {
    let objective = try Objective(network: network, width: width, height: height, layers: layers)
    let weights = layers.indices.map { 1 / Float($0 + 1) }
    let picture = randomPicture(width: width, height: height)
    let gradient = objective.evaluate(at: picture, weights: weights).gradient
    let differences = centralDifferences(at: picture, step: 0.25) {
      objective.evaluate(at: $0, weights: weights).value
    }
    return relativeError(gradient, differences)
  }

  private func check(
    layers: [String], width: Int = 9, height: Int = 7, _ build: (inout ModelBuilder) -> Void
  ) throws {
    var builder = ModelBuilder()
    build(&builder)
    let error = try error(builder.network(outputs: layers), layers: layers, width: width, height: height)
    #expect(error < tolerance)
  }

  @Test(arguments: [1, 2, 3])
  func convolution(stride: Int) throws {
    try check(layers: ["y"]) {
      $0.convolution("centred", "y", from: 3, to: 5, kernel: (3, 3), stride: stride)
    }
    try check(layers: ["y"]) {
      $0.convolution("centred", "y", from: 3, to: 8, kernel: (2, 5), stride: stride, pads: [0, 3, 1, 0])
    }
    try check(layers: ["y"]) {
      $0.convolution("centred", "x", from: 3, to: 6, kernel: (3, 3))
      $0.convolution("x", "y", from: 6, to: 4, kernel: (4, 4), stride: stride, groups: 2, pads: [1, 1, 1, 1])
    }
  }

  @Test func pointwiseConvolution() throws {
    try check(layers: ["y"]) { $0.convolution("centred", "y", from: 3, to: 10) }
    try check(layers: ["y"]) {
      $0.convolution("centred", "x", from: 3, to: 11)
      $0.convolution("x", "y", from: 11, to: 9, stride: 2)
    }
  }

  @Test(arguments: [3, 5], [1, 2])
  func depthwiseConvolution(kernel: Int, stride: Int) throws {
    for (width, height, channels) in [(9, 7, 16), (8, 12, 8), (5, 3, 30), (1, 2, 8), (13, 1, 24)] {
      for pads in [nil, [1, 2, 0, 1]] where width + 2 >= kernel && height + 1 >= kernel || pads == nil {
        try check(layers: ["y"], width: width, height: height) {
          $0.convolution("centred", "x", from: 3, to: channels, kernel: (1, 1), pads: [0, 0, 0, 0])
          $0.convolution(
            "x", "y", from: channels, to: channels, kernel: (kernel, kernel), stride: stride,
            groups: channels,
            pads: pads)
        }
      }
    }
  }

  @Test func clamps() throws {
    try check(layers: ["y"]) {
      $0.convolution("centred", "x", from: 3, to: 12, kernel: (3, 3))
      $0.clip("x", "y")
    }
    try check(layers: ["x", "y"]) {
      $0.convolution("centred", "x", from: 3, to: 12, kernel: (3, 3))
      $0.node("Relu", ["x"], "y")
    }
  }

  @Test func additions() throws {
    try check(layers: ["y"]) {
      $0.convolution("centred", "a", from: 3, to: 8, kernel: (3, 3))
      $0.convolution("a", "b", from: 8, to: 8, kernel: (3, 3))
      $0.node("Add", ["b", "a"], "sum")
      $0.node("Relu", ["sum"], "y")
    }
    try check(layers: ["y", "a", "b"]) {
      $0.convolution("centred", "a", from: 3, to: 8)
      $0.clip("a", "b")
      $0.node("Add", ["a", "b"], "sum")
      $0.node("Add", ["sum", "sum"], "y")
    }
  }

  @Test(arguments: [["y"], ["sum", "x"], ["y", "wide", "x"], ["y", "sum", "narrow", "deep", "wide", "x"]])
  func invertedResidualBlocksFusedOrNot(layers: [String]) throws {
    try check(layers: layers) {
      $0.convolution("centred", "x", from: 3, to: 8, kernel: (3, 3), stride: 2)
      $0.convolution("x", "a", from: 8, to: 24)
      $0.clip("a", "wide")
      $0.convolution("wide", "b", from: 24, to: 24, kernel: (5, 5), groups: 24)
      $0.clip("b", "deep")
      $0.convolution("deep", "narrow", from: 24, to: 8)
      $0.node("Add", ["narrow", "x"], "sum")
      $0.convolution("sum", "c", from: 8, to: 16)
      $0.node("Relu", ["c"], "d")
      $0.convolution("d", "e", from: 16, to: 16, kernel: (3, 3), stride: 2, groups: 16)
      $0.convolution("e", "y", from: 16, to: 8)
    }
  }

  @Test func theShippedNetworksFirstLayers() throws {
    let network = try shippedNetwork.get()
    #expect(try error(network, layers: ["stem"], width: 10, height: 9) < tolerance)
    #expect(try error(network, layers: ["block1", "block0"], width: 10, height: 9) < tolerance)
  }

  @Test func aLayerThatDoesNotRespondTakesNoPart() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "x", from: 3, to: 8)
    builder.clip("x", "dead", high: 0)
    let network = try builder.network(outputs: ["x", "dead"])
    let objective = try Objective(network: network, width: 4, height: 4, layers: ["x", "dead"])
    let picture = (0..<48).map { Float($0 * 5) }
    let alone = objective.evaluate(at: picture, weights: [1, 0])
    #expect(objective.evaluate(at: picture, weights: [1, 1]) == alone)
    #expect(objective.evaluate(at: picture, weights: [0, 1]) == (0, [Float](repeating: 0, count: 48)))
  }
}
