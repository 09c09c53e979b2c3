import CEfficientNetLite0
import Foundation
import Testing

@testable import Dreaming

@Suite struct NetworkTests {
  @Test func theShippedNetworkShowsItsLayersInDepthOrder() throws {
    let layers = try shippedNetwork.get().layers
    let blocks = (1...15).flatMap { ["block\($0).expand", "block\($0)"] }
    #expect(layers.map(\.name) == ["stem", "block0"] + blocks + ["head", "logits"])
    let byName = Dictionary(uniqueKeysWithValues: layers.map { ($0.name, $0) })
    #expect(byName["block5"]?.channels == 80)
    #expect(byName["block5"]?.stride == 16)
    #expect(byName["block11.expand"]?.channels == 672)
    #expect(byName["logits"]?.channels == 1000)
    #expect(byName["logits"]?.stride == 32)
    #expect(byName["block8"]?.summary.contains("eyes") == true)
  }

  @Test func aFileOfTheShippedNetworksNameIsTheUsers() throws {
    let bytes = Data(bytes: efficientnet_lite0_onnx(), count: efficientnet_lite0_onnx_size())
    #expect(try shippedNetwork.get().isShipped)
    #expect(try !Network(onnx: bytes, file: "efficientnet-lite0.onnx").isShipped)
  }
}
