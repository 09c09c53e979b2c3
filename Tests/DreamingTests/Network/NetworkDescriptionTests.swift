import Foundation
import Testing

@testable import Dreaming

@Suite struct NetworkDescriptionTests {
  @Test func everythingIsRead() throws {
    let description = try NetworkDescription(
      yaml: """
        name: Mine
        colours: bgr
        range: [0, 1]
        mean: [0.1, 0.2, 0.3]
        std: 0.5
        layout: nhwc
        default: deep
        layers:
          shallow: conv1
          deep: {node: conv2/relu, dreams of: eyes}
        """, file: "net.yaml")
    #expect(description.name == "Mine" && description.isChannelsLast == true)
    #expect(
      description.input
        == InputOverrides(colours: .bgr, range: 0...1, mean: [0.1, 0.2, 0.3], deviation: [0.5, 0.5, 0.5]))
    #expect(description.layers.map(\.node) == ["conv1", "conv2/relu"])
    #expect(description.layers[1].summary == "eyes" && description.defaultLayer?.name == "deep")
  }

  @Test(arguments: [
    ("colours: green\n", "net.yaml:1: colours should be bgr or rgb, not 'green'"),
    ("name: a\nmean: [1, 2]\n", "net.yaml:2: mean should be one number or three"),
    ("std: 0\n", "net.yaml:1: std must not be 0"),
    ("range: [1, 0]\n", "net.yaml:1: range should be two numbers, the lower first"),
    ("\nmeans: 3\n", "net.yaml:2: unknown key 'means'"),
    ("layers:\n  a: {of: b}\n", "net.yaml:2: unknown key 'of'"),
    ("classes: none.txt\n", "net.yaml:1: the class names in 'none.txt'"), ("mean: [1\n", "net.yaml:"),
    ("", "net.yaml: is empty"), ("just words\n", "net.yaml:1: it should be lines"),
  ])
  func mistakesAreNamedWithTheirLine(yaml: String, message: String) {
    #expect {
      try NetworkDescription(yaml: yaml, file: "net.yaml")
    } throws: { error in
      "\(error)".hasPrefix(message) && !"\(error)".contains("\n")
    }
  }

  @Test func aDescriptionNamesLayersOfTheFileBesideIt() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var builder = ModelBuilder()
    builder.convolution("centred", "x", from: 3, to: 8)
    builder.node("Relu", ["x"], "y")
    try builder.bytes(outputs: ["y"]).write(to: folder.appending(path: "net.onnx"))
    func read(_ yaml: String) throws -> Network {
      try Data(yaml.utf8).write(to: folder.appending(path: "net.yaml"))
      return try Network(contentsOf: folder.appending(path: "net.onnx").path())
    }
    let network = try read("name: Mine\nlayers:\n  eyes: y\ndefault: eyes\n")
    #expect(
      network.name == "Mine" && network.layers.map(\.name) == ["eyes"] && network.suggestedLayer == "eyes")
    #expect(network.layer(named: "y")?.name == "eyes")
    #expect { try read("layers:\n  eyes: z\n") } throws: {
      "\($0)".contains("net.yaml:2: the network has no node 'z'")
    }
    #expect { try read("default: z\n") } throws: { "\($0)".contains("net.yaml:1: there is no layer 'z'") }
  }
}
