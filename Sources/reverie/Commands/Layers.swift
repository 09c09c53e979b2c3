import ArgumentParser
import Dreaming
import Rendering

/// `reverie layers`
struct Layers: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the network's layers, or dream of each: names for mappings and for 'reverie still'.",
    discussion: """
      Examples:
        reverie layers --gallery dreams
        reverie layers --gallery eyes --channels block8 --count 24
      """)

  @OptionGroup var network: NetworkArguments
  @OptionGroup var gallery: GalleryArguments

  func run() async throws {
    let network = try await reportingFailure { try self.network.load() }
    if let folder = gallery.folder {
      let options = gallery.options
      let page = try await showingProgress { report in
        try await makeGallery(of: network, in: folder, options: options, report: report)
      }
      print(page)
    } else {
      list(network)
    }
  }

  private func list(_ network: Network) {
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
