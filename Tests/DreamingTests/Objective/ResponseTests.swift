import Foundation
import Media
import Testing

@testable import Dreaming

/// Every kind of term: its gradient against finite differences, and what it means.
@Suite struct ResponseTests {
  /// 11 channels from which two are dreamed of by name, and a classifier of 5 classes.
  private func network() throws -> Network {
    var builder = ModelBuilder()
    builder.convolution("centred", "x", from: 3, to: 11, kernel: (3, 3), stride: 2)
    builder.node("Relu", ["x"], "features")
    builder.convolution("features", "classes", from: 11, to: 5)
    return try builder.network(outputs: ["x", "features", "classes"])
  }

  private func picture(_ count: Int, seed: UInt64 = 3) -> [Float] {
    var generator = SeededGenerator(seed: seed)
    return (0..<count).map { _ in Float.random(in: 0...255, using: &generator) }
  }

  private func objective(_ texts: [String], width: Int = 9, height: Int = 7) throws -> Objective {
    let network = try network()
    let guide = Picture(width: 12, height: 10, pixels: picture(360, seed: 8).map { UInt8($0) })
    let objective = Objective(
      network: network, width: width, height: height, guides: [Guide(guide, network: network)])
    try objective.prepare(for: texts.map { ResolvedTerm(term: try DreamTerm($0, of: network), weight: 1) })
    return objective
  }

  @Test(arguments: [
    [("x:2", Float(1))], [("x:1,9-10", 1)], [("class:3", 1)], [("class:0", 0.4), ("class:4", 0.6)],
    [("guide:x", 1)], [("guide:features", 1)],
    [("features", 0.5), ("features:3", 0.25), ("x:0,7", 1), ("class:1", 0.75), ("guide:x", 0.3)],
  ])
  func gradientsAreThoseOfFiniteDifferences(terms: [(text: String, weight: Float)]) throws {
    let objective = try objective(terms.map(\.text))
    let weights = terms.map(\.weight)
    let picture = picture(3 * 9 * 7)
    let gradient = objective.evaluate(at: picture, weights: weights).gradient
    let differences = centralDifferences(at: picture, step: 0.25) {
      objective.evaluate(at: $0, weights: weights).value
    }
    #expect(relativeError(gradient, differences) < 0.03)
  }

  @Test func weightedTermsAddUp() throws {
    let terms = ["x:2", "features", "class:3", "guide:x"]
    let picture = picture(3 * 9 * 7)
    let weights: [Float] = [0.5, 2, 1, 0.25]
    let together = try objective(terms).evaluate(at: picture, weights: weights)
    var sum = [Float](repeating: 0, count: picture.count)
    for (term, weight) in zip(terms, weights) {
      let alone = try objective([term]).evaluate(at: picture, weights: [weight])
      sum = zip(sum, alone.gradient).map { $0 + $1 }
    }
    #expect(relativeError(together.gradient, sum) < 1e-5)
  }

  @Test func allChannelsAreTheLayer() throws {
    let picture = picture(3 * 9 * 7)
    let layer = try objective(["x"]).evaluate(at: picture, weights: [1])
    let channels = try objective(["x:0-10"]).evaluate(at: picture, weights: [1])
    #expect(abs(layer.value - channels.value) < 1e-5)
    #expect(relativeError(channels.gradient, layer.gradient) < 1e-5)
  }

  @Test func aClassGrowsMoreThanOthers() throws {
    let objective = try objective(["class:2"])
    let picture = picture(3 * 9 * 7)
    let gradient = objective.evaluate(at: picture, weights: [1]).gradient
    let norm = gradient.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let climbed = zip(picture, gradient).map { $0 + 20 * $1 / norm }
    let classes = try self.objective(["classes"])
    func means(_ picture: [Float]) -> [Float] {
      let map = classes.activation(of: 0, at: picture)
      return (0..<5).map { category in
        stride(from: category, to: map.count, by: 8).reduce(0) { $0 + map[$1] } / Float(map.count / 8)
      }
    }
    let changes = zip(means(climbed), means(picture)).map { $0 - $1 }
    #expect(changes[2] > 0 && changes.indices.allSatisfy { changes[$0] <= changes[2] })
  }

  @Test func aGuidedCellGoesTowardTheFeatureThatFitsBest() {
    let lanes = 8
    let features: [[Float]] = [
      [1, 0, 0, 0, 0, 0, 0, 0], [0, 2, 0, 0, 0, 0, 0, 0], [0, 0, 1, 1, 0, 0, 0, 0],
    ]
    let response = Response(
      .guide(0), lanes: lanes, features: GuideFeatures(features.flatMap { $0 }, lanes: lanes))
    let cells: [[Float]] = [
      [3, 1, 0, 0, 0, 0, 0, 0], [1, 1, 0, 0, 0, 0, 0, 0], [0, 1, 2, 2, 9, 0, 0, 0],
    ]
    let activation = cells.flatMap { $0 }
    #expect(response.strength(activation, cells: 3) == 3 + 2 + 4)
    var gradient = [Float](repeating: .nan, count: activation.count)
    response.accumulateGradient(activation, cells: 3, factor: 0.5, adds: false, into: &gradient)
    #expect(gradient == features.flatMap { $0.map { 0.5 * $0 } })
  }

  @Test func manyCellsAndFeaturesAreMatchedInBands() throws {
    let (lanes, cells, count) = (8, 300, 2000)
    var generator = SeededGenerator(seed: 4)
    let features = (0..<count * lanes).map { _ in Float.random(in: -1...1, using: &generator) }
    let activation = (0..<cells * lanes).map { _ in Float.random(in: -1...1, using: &generator) }
    var products: [Float] = []
    GuideFeatures(features, lanes: lanes).forEachMatch(of: activation, cells: cells) { cell, match in
      #expect(cell == products.count)
      products.append(match.product)
    }
    let expected = (0..<cells).map { cell in
      (0..<count).map { feature in
        (0..<lanes).reduce(Float(0)) { $0 + activation[cell * lanes + $1] * features[feature * lanes + $1] }
      }.max()!
    }
    #expect(distance(products, expected) < 1e-5)
  }

  @Test func aHugeGuideIsShrunk() throws {
    let network = try shippedNetwork.get()
    let picture = pinkNoise(width: 1500, height: 1000, seed: 1)
    let term = try DreamTerm("guide:block2", of: network)
    let features = try Guide(picture, network: network).features(for: term)
    var matches = 0
    features.forEachMatch(of: [Float](repeating: 1, count: 24), cells: 1) { _, _ in matches += 1 }
    #expect(matches == 1)
    #expect((1000...2200).contains(features.count))
  }

  @Test func anExtremeClassHasAFiniteSlope() {
    let response = Response(.category(0), lanes: 8, features: nil)
    for logit in [Float(-100), -20, 0, 50, 1000] {
      let activation = [logit] + [Float](repeating: 0, count: 7)
      let strength = response.strength(activation, cells: 1)
      var gradient = [Float](repeating: .nan, count: 8)
      response.accumulateGradient(
        activation, cells: 1, factor: response.factor(strength, weight: 1), adds: false, into: &gradient)
      #expect(gradient[0].isFinite && response.value(strength, weight: 1).isFinite)
      if logit > -30 { #expect(gradient[0] > 0) }
    }
  }
}
