import Testing

@testable import Dreaming

/// What an objective has done before must not show in what it does next: a render's bytes would depend on how its scenes
/// are spread over jobs.
@Suite struct ObjectiveHistoryTests {
  /// Weights by layer, so that plans of very different depths and sizes take turns in an arena.
  private static let turns: [[String: Float]] = [
    ["block5": 1],
    ["stem": 0.3],
    ["block8": 0.7, "block11.expand": 1],
    ["block0": 0.2, "block3.expand": 0.9, "block10": 0.4],
    ["logits": 1],
    ["stem": 1, "block5": 0.5, "block12": 0.25, "head": 0.1],
    ["block11": 0.6, "block5": 0.2],
  ]

  private static func picture(_ count: Int, seed: UInt64) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: 0...255, using: &generator) }
  }

  @Test(arguments: [(64, 48), (43, 32), (57, 75), (17, 50), (160, 90), (213, 121), (8, 8)])
  func whatCameBeforeChangesNoBit(width: Int, height: Int) throws {
    let network = try shippedNetwork.get()
    let layers = network.layers.map(\.name)
    let weights = Self.turns.map { turn in layers.map { turn[$0] ?? 0 } }
    let pictures = weights.indices.map { Self.picture(3 * width * height, seed: UInt64($0)) }
    func fresh() throws -> Objective {
      try Objective(network: network, width: width, height: height, layers: layers)
    }
    let expected = try weights.indices.map {
      try fresh().evaluate(at: pictures[$0], weights: weights[$0])
    }
    let used = try fresh()
    var generator = SeededGenerator(seed: 5)
    var order = Array(weights.indices)
    for _ in 0..<4 {
      for turn in order {
        let result = used.evaluate(at: pictures[turn], weights: weights[turn])
        #expect(result == expected[turn], "turn \(turn) after others")
      }
      order.shuffle(using: &generator)
    }
  }
}
