import ArgumentParser
import Dreaming

/// `reverie layers`
struct Layers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the network's layers: names for mappings and for 'reverie still'.")

  @OptionGroup var network: NetworkOptions

  func run() async throws {
    let network = try await reportingFailure { try self.network.load() }
    print("\(network.name)")
    print("input: \(network.input.format) (\(network.input.source))")
    if network.input.isGuess {
      print("       If dreams come out pale or wild, say what it is with --input options, or in a YAML file.")
    }
    let width = max(14, network.layers.map(\.name.count).max() ?? 0)
    print("\n\("layer".padded(to: width))  channels  cell (pixels)  dreams of")
    for layer in network.layers {
      let figures =
        "\(layer.channels)".padded(to: 8, alignsRight: true)
        + "\(layer.stride)".padded(to: 15, alignsRight: true)
      let mark = layer.name == network.suggestedLayer ? " (default)" : ""
      print("\(layer.name.padded(to: width))  \(figures)  \(layer.summary)\(mark)")
    }
  }
}
