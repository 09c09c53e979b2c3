import Testing

@testable import Dreaming

@Suite struct FusionTests {
  private func units(_ builder: GraphBuilder, for values: Set<Value>) throws -> [FusedLayers] {
    let graph = builder.network.graph
    return graph.fused(for: values, shapes: try graph.shapes(for: values, width: 12, height: 10))
  }

  @Test func onlyWhatNobodyElseAsksForIsFused() throws {
    var builder = GraphBuilder()
    let input = builder.convolution(to: 8)
    let affine = builder.add(
      Affine(scale: .init(repeating: 2, count: 8), offset: .init(repeating: 0, count: 8)), [input])
    let clamp = builder.add(Clamp(low: 0, high: .infinity), [affine])
    let gate = builder.add(Activation.sigmoid, [clamp])
    let silu = builder.add(Arithmetic.product, [clamp, gate])
    #expect(try units(builder, for: [silu]).map(\.output) == [input, clamp, silu])
    #expect(try units(builder, for: [silu, gate]).map(\.output) == [input, clamp, gate, silu])
    #expect(try units(builder, for: [silu, affine]).map(\.output) == [input, affine, clamp, silu])
  }

  @Test func aConcatenationIsNormalisedOnTheWay() throws {
    for (channels, isFused) in [(8, true), (5, false)] {
      var builder = GraphBuilder()
      let parts = [channels, 13].map { builder.convolution(to: $0) }
      let all = builder.add(Concatenation(), parts, channels: channels + 13)
      let ones = [Float](repeating: 1, count: channels + 13)
      let normal = builder.add(Affine(scale: ones, offset: ones), [all])
      #expect(
        try units(builder, for: [normal]).map(\.output) == parts + (isFused ? [normal] : [all, normal]))
      #expect(try units(builder, for: [all, normal]).map(\.output) == parts + [all, normal])
    }
  }

  @Test func aSingleCellIsNoShortcut() throws {
    for cellFirst in [false, true] {
      var builder = GraphBuilder()
      let input = builder.convolution(to: 8)
      let pooled = builder.add(GlobalAveragePool(), [input])
      let cell = builder.convolution(pooled, to: 8)
      let map = builder.convolution(input, to: 8)
      let sum = builder.add(Arithmetic.sum, cellFirst ? [cell, map] : [map, cell])
      let difference = builder.add(Arithmetic.difference, [sum, map])
      let network = builder.network
      let objective = try Objective(
        network: network, width: 12, height: 10, layers: [cell.layer, difference.layer])
      let picture = FloatPicture.numbered(width: 12, height: 10).array
      let (one, all) = (objective.activation(of: 0, at: picture), objective.activation(of: 1, at: picture))
      #expect(distance(all, (0..<120).flatMap { _ in one }) < 1e-5)
    }
  }
}
