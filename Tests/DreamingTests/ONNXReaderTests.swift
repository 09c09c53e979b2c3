import CEfficientNetLite0
import Foundation
import Testing

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
}
