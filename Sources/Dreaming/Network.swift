import CEfficientNetLite0
import CProcessor
import Foundation

/// A convolutional network to dream with: its operations and weights, preprocessing of the picture included.
public struct Network: Sendable {
  /// A layer whose activation can be dreamed of.
  public struct Layer: Sendable, Equatable {
    /// As the network's file names it.
    public let name: String
    /// Features per cell.
    public let channels: Int
    /// Pixels of the picture per cell, each way.
    public let stride: Int
    /// What the layer dreams of, as far as somebody has looked; else "".
    public let summary: String
  }

  let graph: Graph

  /// What the network's file calls it.
  public var name: String { graph.name }

  /// What can be dreamed of, in depth order.
  ///
  /// A file with several outputs thereby says which layers are worth it; of a file with one output, it is every layer.
  public var layers: [Layer] {
    layerValues.map { value in
      let node = graph.nodes[value - 1]
      return Layer(name: node.name, channels: node.channels, stride: node.stride, summary: node.summary)
    }
  }

  private var layerValues: [Int] {
    graph.outputs.count > 1 ? graph.outputs.sorted() : Array(1..<(graph.nodes.count + 1))
  }

  /// The layer to dream of where nobody chose one: the deepest whose cells stand for at most 16 pixels, before the
  /// classifier. Whole animals and things appear there.
  public var suggestedLayer: String {
    let end = graph.classifier ?? graph.nodes.count + 1
    let values = layerValues.filter { $0 < end }
    let value = values.last { graph.nodes[$0 - 1].stride <= 16 } ?? values.first ?? layerValues[0]
    return graph.nodes[value - 1].name
  }

  /// The value that a layer's name stands for.
  ///
  /// - Throws: `DreamError.unknownLayer`.
  func value(of layer: String) throws(DreamError) -> Int {
    guard let value = layerValues.first(where: { graph.nodes[$0 - 1].name == layer }) else {
      throw .unknownLayer(name: layer, network: name, known: layers.map(\.name))
    }
    return value
  }

  /// The network that is part of the program: EfficientNet-Lite0, trained on ImageNet (Google, 2020).
  ///
  /// - Throws: `DreamError.unsuitableProcessor` on one without AVX2.
  public static func efficientNetLite0() throws(DreamError) -> Network {
    try Network(
      onnx: Data(
        bytesNoCopy: UnsafeMutableRawPointer(mutating: efficientnet_lite0_onnx()),
        count: efficientnet_lite0_onnx_size(), deallocator: .none),
      file: "efficientnet-lite0.onnx")
  }

  /// Reads a network from an ONNX file.
  ///
  /// - Throws: `DreamError` if the file can't be read, is no ONNX model, or uses what Reverie doesn't know.
  public init(contentsOf path: String) throws(DreamError) {
    let data: Data
    do {
      data = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
    } catch {
      throw .unreadable(file: path, reason: "can't be read: \(error.localizedDescription)")
    }
    try self.init(onnx: data, file: path)
  }

  /// A network that computes `graph`.
  init(graph: Graph) {
    self.graph = graph
  }

  /// Reads a network from the bytes of an ONNX file; `file` names it in errors.
  init(onnx: Data, file: String) throws(DreamError) {
    guard processor_runs_vector_kernels() else { throw .unsuitableProcessor }
    graph = try ONNXReader.graph(from: onnx, file: file)
  }
}
