import Foundation
import Testing

@testable import Dreaming

@Suite struct ObjectiveTests {
  /// The pictures of `make_network_fixtures.py`.
  static let pictures = ["small", "odd"]
  /// Its objectives.
  static let objectives: [String: [(layer: String, weight: Float)]] = [
    "one": [("block11.expand", 1)],
    "several": [("stem", 0.25), ("block5", 1), ("block8.expand", 0.5), ("block8", 0.75), ("block10", 0.3)],
    "logits": [("logits", 1)],
  ]

  static func objective(_ size: [Int], _ layers: [String]) throws -> Objective {
    try Objective(network: shippedNetwork.get(), width: size[2], height: size[1], layers: layers)
  }

  @Test(arguments: pictures, ["block5", "block8", "block11.expand", "logits"])
  func activationsAreThoseOfPyTorch(picture: String, layer: String) throws {
    let pixels = try Fixture("network_\(picture)_picture")
    let expected = try Fixture("network_\(picture)_\(layer)").values
    let activation = try Self.objective(pixels.shape, [layer]).activation(of: 0, at: pixels.values)
    let step = max(1, activation.count / 1000) | 1
    let sample = stride(from: 0, to: activation.count, by: step).map { activation[$0] }
    let error = relativeError(sample, expected)
    #expect(error < 1e-5)
  }

  @Test(arguments: pictures, objectives.keys.sorted())
  func gradientsAreThoseOfPyTorch(picture: String, name: String) throws {
    let pixels = try Fixture("network_\(picture)_picture")
    let layers = try #require(Self.objectives[name])
    let result = try Self.objective(pixels.shape, layers.map(\.layer))
      .evaluate(at: pixels.values, weights: layers.map(\.weight))
    let value = try Fixture("network_\(picture)_value_\(name)").values[0]
    let error = relativeError(result.gradient, try Fixture("network_\(picture)_gradient_\(name)").values)
    #expect(error < 1e-4)
    #expect(abs(result.value - value) < 1e-4)
  }

  @Test func aPictureTallerThanABandHasTheGradientOfPyTorch() throws {
    let (width, height) = (321, 180)
    let picture = (0..<3 * width * height).map { index in
      let (x, y, colour) = (index % width, index / width % height, index / (width * height))
      return Float((x * x * 7 + y * y * 13 + x * y + 1360 * colour) / 16 % 256)
    }
    let layers = try #require(Self.objectives["several"])
    let gradient = try Self.objective([3, height, width], layers.map(\.layer))
      .evaluate(at: picture, weights: layers.map(\.weight)).gradient
    let step = (gradient.count / 1000) | 1
    let sample = stride(from: 0, to: gradient.count, by: step).map { gradient[$0] }
    let error = relativeError(sample, try Fixture("network_large_gradient_several").values)
    #expect(error < 1e-4)
  }

  @Test func layersWithoutWeightChangeNothing() throws {
    let pixels = try Fixture("network_odd_picture")
    let alone = try Self.objective(pixels.shape, ["block5"]).evaluate(at: pixels.values, weights: [1])
    let among = try Self.objective(pixels.shape, ["head", "block5", "stem"])
    #expect(among.evaluate(at: pixels.values, weights: [0, 1, 0]) == alone)
    #expect(among.evaluate(at: pixels.values, weights: [0, 1, 0.5]) != alone)
    #expect(among.evaluate(at: pixels.values, weights: [0, 1, 0]) == alone)
  }

  @Test func withoutWeightsThereIsNoGradient() throws {
    let pixels = try Fixture("network_odd_picture")
    let result = try Self.objective(pixels.shape, ["block5"]).evaluate(at: pixels.values, weights: [0])
    #expect(result == (0, [Float](repeating: 0, count: pixels.values.count)))
  }

  @Test(arguments: [(8, 8), (9, 8), (28, 21), (43, 32), (17, 50), (1, 1)])
  func everySizeHasAFiniteGradient(width: Int, height: Int) throws {
    let layers = ["stem", "block0", "block3.expand", "block5", "block12", "logits"]
    let objective = try Objective(network: shippedNetwork.get(), width: width, height: height, layers: layers)
    let picture = (0..<3 * width * height).map { Float(($0 * 37) % 256) }
    let result = objective.evaluate(at: picture, weights: [1, 1, 1, 1, 1, 1])
    #expect(result.value.isFinite)
    #expect(result.gradient.allSatisfy { $0.isFinite })
    #expect(result.gradient.contains { $0 != 0 })
  }

  @Test func anObjectiveForgetsThePictureBefore() throws {
    let pixels = try Fixture("network_odd_picture")
    let layers = ["block5", "block11.expand"]
    let first = try Self.objective(pixels.shape, layers).evaluate(at: pixels.values, weights: [1, 1])
    let used = try Self.objective(pixels.shape, layers)
    _ = used.evaluate(at: pixels.values.map { 255 - $0 }, weights: [1, 1])
    #expect(used.evaluate(at: pixels.values, weights: [1, 1]) == first)
  }

  @Test func threadsSideBySideGiveTheSameBytes() async throws {
    let pixels = try Fixture("network_small_picture")
    let alone = try Self.objective(pixels.shape, ["block8"]).evaluate(at: pixels.values, weights: [1])
    let same = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 {
        group.addTask {
          let objective = try Self.objective(pixels.shape, ["block8"])
          return (0..<3).allSatisfy { _ in objective.evaluate(at: pixels.values, weights: [1]) == alone }
        }
      }
      return try await group.reduce(true) { $0 && $1 }
    }
    #expect(same)
  }

  @Test func anUnknownLayerIsNamed() throws {
    let network = try shippedNetwork.get()
    #expect(
      throws: DreamError.unknownLayer(name: "blok5", network: network.name, known: network.layers.map(\.name))
    ) {
      try Objective(network: network, width: 32, height: 32, layers: ["blok5"])
    }
  }
}
