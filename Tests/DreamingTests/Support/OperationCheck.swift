import Testing

@testable import Dreaming

/// Checks operations forward against the obvious, and their gradients against differences.
struct OperationCheck {
  /// The largest error of a value, relative to the largest value.
  var tolerance: Float = 1e-5
  /// The relative error of a gradient against central differences: what single precision and corners leave.
  var gradientTolerance = 0.02
  /// Of the differences, in units of a pixel; smaller ones meet fewer corners but are less exact.
  var step: Float = 0.5
  var width = 9
  var height = 7

  /// Checks the graph that `build` makes, whose inputs are random feature maps with these numbers of channels.
  ///
  /// - Parameters:
  ///   - build: adds the operations to be checked; returns what the last of them makes.
  ///   - expected: what that is.
  func callAsFunction(
    channels: [Int], sourceLocation: SourceLocation = #_sourceLocation,
    _ build: (inout GraphBuilder, [Value]) -> Value, expected: ([ReferenceMap]) -> ReferenceMap
  ) throws {
    var builder = GraphBuilder()
    let inputs = channels.map { builder.convolution(to: $0, kernel: 3) }
    let output = build(&builder, inputs)
    // Other readers of the inputs, so that gradients have to be added to what is there already.
    let others = inputs.map { builder.add(Activation.tanh, [$0]) }
    let network = builder.network
    try forward(network, inputs, output, expected, sourceLocation)
    for layers in [[output], [output] + others, [output] + inputs] {
      let names = layers.map(\.layer)
      try backward(network, names, sourceLocation)
      try teams(network, names, sourceLocation)
    }
  }

  private func forward(
    _ network: Network, _ inputs: [Value], _ output: Value, _ expected: ([ReferenceMap]) -> ReferenceMap,
    _ sourceLocation: SourceLocation
  ) throws {
    // The larger picture makes feature maps of several parts.
    for (width, height) in [(width, height), (width * 5, height * 6)] {
      let picture = randomPicture(width: width, height: height)
      let maps = try (inputs + [output]).map {
        try featureMap(network, $0, at: picture, width, height, sourceLocation)
      }
      let (made, right) = (maps[maps.count - 1], expected(Array(maps.dropLast())))
      #expect(
        (made.height, made.width, made.channels) == (right.height, right.width, right.channels),
        sourceLocation: sourceLocation)
      let largest = right.values.map(\.magnitude).max() ?? 0
      #expect(distance(made.values, right.values) <= tolerance * largest, sourceLocation: sourceLocation)
    }
  }

  /// A value of the network; its extra lanes have to be zeros.
  private func featureMap(
    _ network: Network, _ value: Value, at picture: [Float], _ width: Int, _ height: Int,
    _ sourceLocation: SourceLocation
  ) throws -> ReferenceMap {
    let shapes = try network.graph.shapes(for: [value], width: width, height: height)
    let shape = try #require(shapes[value])
    let objective = try Objective(network: network, width: width, height: height, layers: [value.layer])
    let values = objective.activation(of: 0, at: picture)
    let extra = values.indices.filter { $0 % shape.lanes >= shape.channels }
    #expect(extra.allSatisfy { values[$0] == 0 }, sourceLocation: sourceLocation)
    return ReferenceMap(height: shape.height, width: shape.width, channels: shape.channels) { y, x, channel in
      values[(y * shape.width + x) * shape.lanes + channel]
    }
  }

  /// Checks the gradient of some layers of a network.
  func backward(
    _ network: Network, _ layers: [String], _ sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let objective = try Objective(network: network, width: width, height: height, layers: layers)
    let weights = layers.indices.map { 1 / Float($0 + 1) }
    let picture = randomPicture(width: width, height: height)
    let gradient = objective.evaluate(at: picture, weights: weights).gradient
    let differences = centralDifferences(at: picture, step: step) {
      objective.evaluate(at: $0, weights: weights).value
    }
    let error = relativeError(gradient, differences)
    #expect(error < gradientTolerance, "gradient of \(layers)", sourceLocation: sourceLocation)
  }

  private func teams(_ network: Network, _ layers: [String], _ sourceLocation: SourceLocation) throws {
    let (width, height) = (width * 5, height * 6)
    let picture = randomPicture(width: width, height: height)
    let results = try [1, 3].map { size in
      try Objective(network: network, width: width, height: height, layers: layers, team: Team(size: size))
        .evaluate(at: picture, weights: layers.map { _ in 1 })
    }
    #expect(results[0] == results[1], "teams of \(layers)", sourceLocation: sourceLocation)
  }
}
