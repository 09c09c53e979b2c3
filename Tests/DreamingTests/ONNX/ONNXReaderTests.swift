import CEfficientNetLite0
import Foundation
import Testing
import TestSupport

@testable import Dreaming

@Suite struct ONNXReaderTests {
  private func shippedBytes() -> Data {
    Data(bytes: efficientnet_lite0_onnx(), count: efficientnet_lite0_onnx_size())
  }

  /// The error that reading `bytes` ends with.
  private func error(reading bytes: Data) -> DreamError? {
    do {
      _ = try Network(onnx: bytes, file: "net.onnx")
      return nil
    } catch {
      return error
    }
  }

  @Test func aFileOnDiskIsTheNetworkThatIsCompiledIn() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).onnx")
    try shippedBytes().write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let network = try Network(contentsOf: file.path())
    #expect(network.layers == (try shippedNetwork.get().layers))
  }

  @Test func aMissingFileIsNamed() {
    let path = "/nowhere/net.onnx"
    #expect { try Network(contentsOf: path) } throws: { error in
      guard case .unreadable(path, _)? = error as? DreamError else { return false }
      return "\(error)".hasPrefix("/nowhere/net.onnx: can't be read")
    }
  }

  @Test(arguments: [0, 1, 100, 5_000, 1_000_000, 9_000_000])
  func aFileCutOffIsUnreadable(count: Int) {
    guard case .unreadable(file: "net.onnx", _)? = error(reading: shippedBytes().prefix(count)) else {
      Issue.record("\(count) bytes were read")
      return
    }
  }

  @Test func textIsNotANetwork() {
    let text = Data("# Not a network\n\nJust some words about music.\n".utf8)
    #expect(
      error(reading: text) == .unreadable(file: "net.onnx", reason: "isn't an ONNX model, or is cut off"))
  }

  @Test func everyByteOfASmallModelMayBeWrong() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "x", from: 3, to: 2, kernel: (3, 3), stride: 2)
    builder.clip("x", "y")
    let bytes = try builder.bytes(outputs: ["y"])
    for index in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var wrong = bytes
        wrong[index] = value
        // Some are still networks; what matters is that none is the end of the program.
        guard let network = try? Network(onnx: wrong, file: "net.onnx"), let layer = network.layers.last
        else { continue }
        _ = try? Objective(network: network, width: 9, height: 8, layers: [layer.name])
      }
    }
  }

  @Test func anUnknownOperatorIsNamedWithItsNode() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "x", from: 3, to: 8)
    builder.node("LSTM", ["x"], "memory")
    let error = try error(reading: builder.bytes(outputs: ["memory"]))
    #expect(
      error == .unsupported(file: "net.onnx", node: "memory", reason: "Reverie can't do the operator LSTM"))
    #expect(error?.description == "net.onnx: node 'memory': Reverie can't do the operator LSTM")
  }

  @Test func whatDoesNotFitTogetherIsRefused() throws {
    func node(_ build: (inout ModelBuilder) -> Void) throws -> String? {
      var builder = ModelBuilder()
      builder.convolution("centred", "x", from: 3, to: 8)
      build(&builder)
      guard case .unsupported(_, let node, _)? = try error(reading: builder.bytes(outputs: ["y"])) else {
        return nil
      }
      return node
    }
    #expect(try node { $0.convolution("x", "y", from: 7, to: 8) } == "y")
    #expect(try node { $0.node("Conv", ["x", "missing"], "y") } == "y")
    #expect(try node { $0.node("Relu", ["later"], "y") } == "y")
    #expect(
      try node {
        $0.convolution("x", "z", from: 8, to: 4)
        $0.node("Add", ["x", "z"], "y")
      } == "y")
    #expect(try node { $0.convolution("x", "y", from: 8, to: 8, stride: .max) } == "y")
    #expect(
      try node {
        $0.convolution("x", "z", from: 8, to: 8, stride: 1 << 16)
        $0.convolution("z", "y", from: 8, to: 8, stride: 2)
      } == "y")
    #expect(
      try node {
        let kernel = $0.constant([8, 8, 1, 1], [Float](repeating: 0, count: 64))
        $0.node("Conv", ["x", kernel], "y", integers: ["group": [.max]])
      } == "y")
    #expect(
      try node {
        let kernel = $0.constant([1 << 40, 8, 1 << 30, 1], [1])
        $0.node("Conv", ["x", kernel], "y")
      } == "constant5")
  }

  @Test func nodesOutOfOrderAreSortedAndCyclesNamed() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "x", from: 3, to: 8)
    builder.node("Relu", ["x"], "y")
    builder.model.graph.node.reverse()
    #expect(try builder.network(outputs: ["y"]).layers.map(\.name) == ["x", "y"])
    builder.model.graph.node[1].input[0] = "y"
    let error = try error(reading: builder.bytes(outputs: ["y"]))
    #expect("\(error!)".contains("a cycle"))
    guard case .unsupported(_, "x", _)? = error else {
      Issue.record("\(error!)")
      return
    }
  }

  @Test func aNameIsGivenOnce() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "y", from: 3, to: 8)
    builder.node("Relu", ["y"], "y")
    #expect("\(try error(reading: builder.bytes(outputs: ["y"]))!)".contains("also made by another node"))
  }

  @Test func layersGoByTheirNodesNameToo() throws {
    var builder = ModelBuilder()
    builder.convolution("centred", "conv1_output_0", from: 3, to: 8)
    builder.model.graph.node[2].name = "conv1"
    builder.node("Relu", ["conv1_output_0"], "r")
    builder.node("Dropout", ["r"], "dropped")
    let network = try builder.network(outputs: ["dropped"])
    #expect(network.layers.map(\.name) == ["conv1", "r"])
    #expect(network.layer(named: "conv1_output_0")?.name == "conv1")
    #expect(network.layer(named: "dropped")?.name == "r")
    #expect(network.layer(named: "picture") == nil)
  }

  @Test func batchNormalisationIsFoldedIntoTheConvolutionBefore() throws {
    func network(readsBoth: Bool) throws -> Network {
      var builder = ModelBuilder()
      builder.convolution("centred", "x", from: 3, to: 8)
      let parts = (0..<4).map { part in
        builder.constant([8], (0..<8).map { Float(0.5 + 0.25 * Double(($0 * 3 + part) % 5)) })
      }
      builder.node("BatchNormalization", ["x"] + parts, "y")
      return try builder.network(outputs: readsBoth ? ["x", "y"] : ["y"])
    }
    let (folded, apart) = (try network(readsBoth: false), try network(readsBoth: true))
    #expect(folded.graph.nodes.count == 1 && apart.graph.nodes.count == 2)
    let picture = (0..<3 * 20).map { Float($0 * 4) }
    let activations = try [folded, apart].map {
      try Objective(network: $0, width: 5, height: 4, layers: ["y"]).activation(of: 0, at: picture)
    }
    #expect(relativeError(activations[0], activations[1]) < 1e-5)
  }

  @Test(
    arguments: [
      ("weights.bin", 0, nil, nil), ("weights.bin", 4, "offset", nil), ("none.bin", 0, nil, "no such file"),
      ("../weights.bin", 0, nil, "outside the model's folder"),
      ("/etc/passwd", 0, nil, "outside the model's folder"),
      ("weights.bin", 1 << 40, "offset", "which has 100"), ("weights.bin", 0, "length", "which has 100"),
      ("weights.bin", -4, "offset", "its offset in another file is '-4'"), (".", 0, nil, "no such file"),
    ] as [(String, Int, String?, String?)])
  func weightsMayBeInAnotherFileOfTheFolder(
    location: String, number: Int, key: String?, problem: String?
  ) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data((0..<100).map { UInt8($0) }).write(to: folder.appending(path: "weights.bin"))
    var builder = ModelBuilder()
    let kernel = builder.constant([8, 3, 1, 1], [])
    builder.node("Conv", ["centred", kernel], "y")
    let index = builder.model.graph.initializer.count - 1
    builder.model.graph.initializer[index].dataLocation = 1
    var entries = [("location", location)]
    if let key { entries.append((key, "\(number)")) }
    builder.model.graph.initializer[index].externalData = entries.map { key, value in
      .with {
        $0.key = key
        $0.value = value
      }
    }
    let file = folder.appending(path: "net.onnx")
    try builder.bytes(outputs: ["y"]).write(to: file)
    if let problem {
      #expect { try Network(contentsOf: file.path()) } throws: { "\($0)".contains(problem) }
    } else {
      #expect(try Network(contentsOf: file.path()).layers.map(\.channels) == [8])
    }
  }

  @Test(arguments: ["inception", "tensorflow", "squeezed", "borders"])
  func anyBytesAreReadOrRefused(name: String) throws {
    let file = repositoryRoot.appending(path: "Tests/DreamingTests/Fixtures/networks/\(name)/net.onnx")
    let bytes = try Data(contentsOf: file)
    var generator = SeededGenerator(seed: 11)
    for _ in 0..<300 {
      var wrong = bytes
      if Int.random(in: 0..<4, using: &generator) == 0 {
        wrong = wrong.prefix(Int.random(in: 0..<bytes.count, using: &generator))
      }
      for _ in 0..<Int.random(in: 1...4, using: &generator) where !wrong.isEmpty {
        wrong[Int.random(in: 0..<wrong.count, using: &generator)] = UInt8.random(
          in: 0...255, using: &generator)
      }
      guard let network = try? Network(onnx: wrong, file: "net.onnx"), let layer = network.layers.last else {
        continue
      }
      _ = try? Objective(network: network, width: 24, height: 20, layers: [layer.name])
    }
  }

  @Test func whatGrowsWithoutEndIsRefused() throws {
    var wide = ModelBuilder()
    wide.convolution("centred", "x0", from: 3, to: 8)
    for step in 0..<40 {
      wide.node("Concat", ["x\(step)", "x\(step)"], "x\(step + 1)", integers: ["axis": [1]])
    }
    #expect("\(try error(reading: wide.bytes(outputs: ["x40"]))!)".contains("channels"))
    var long = ModelBuilder()
    long.convolution("centred", "y", from: 3, to: 8)
    long.node("Shape", ["y"], "s0")
    for step in 0..<60 {
      long.node("Concat", ["s\(step)", "s\(step)"], "s\(step + 1)", integers: ["axis": [0]])
    }
    long.node("Reshape", ["y", "s60"], "z")
    #expect("\(try error(reading: long.bytes(outputs: ["z"]))!)".contains("too many numbers"))
  }
}
