import Foundation
import Testing

@testable import Dreaming

@Suite struct LayerCounterpartsTests {
  /// A network with two layers of each stride, called after it, and a classifier.
  private func network() throws -> Network {
    var builder = ModelBuilder()
    var last = ("centred", 3)
    for stride in [2, 4, 8, 16, 32] {
      builder.convolution(last.0, "a\(stride)", from: last.1, to: 8, kernel: (3, 3), stride: 2)
      builder.convolution("a\(stride)", "b\(stride)", from: 8, to: 8)
      last = ("b\(stride)", 8)
    }
    builder.convolution("b32", "classes", from: 8, to: 10)
    builder.node("GlobalAveragePool", ["classes"], "mean")
    return try builder.network(outputs: ["mean"])
  }

  @Test func layersOfOneStrideAreAlike() throws {
    let counterparts = try network().counterparts(
      of: ["stem", "block5", "block11.expand", "head"], in: shippedNetwork.get())
    #expect(
      counterparts == ["stem": "a2", "block5": "a16", "block11.expand": "b16", "head": "b32"])
  }

  @Test func aNetworksLayersAreTheirOwnCounterparts() throws {
    let network = try shippedNetwork.get()
    for name in ["block3", "block5", "block8", "block10", "block11.expand"] {
      #expect(network.counterparts(of: [name], in: network) == [name: name])
    }
  }

  @Test func theSuggestedLayerIsTheLastOfStride16() throws {
    #expect(try network().suggestedLayer == "b16")
  }
}
