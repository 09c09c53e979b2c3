import ArgumentParser
import Dreaming

/// `reverie layers`
struct Layers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the network's layers: names for mappings and for 'reverie still'.")

  func run() async throws {
    let network = try await reportingFailure { try Network.efficientNetLite0() }
    print("\(network.name)\n\nlayer           channels  cell (pixels)  dreams of")
    for layer in network.layers {
      let figures =
        "\(layer.channels)".padded(to: 8, alignsRight: true)
        + "\(layer.stride)".padded(to: 15, alignsRight: true)
      print("\(layer.name.padded(to: 16))\(figures)  \(layer.summary)")
    }
  }
}
