import Foundation
import Testing
import TestSupport

@testable import Dreaming

/// Networks as exporters write them: activations against ONNX Runtime's, gradients against PyTorch's.
///
/// Each is a folder with net.onnx, picture.npy, and activation_LAYER.npy and gradient_LAYER.npy for some layers. Small ones
/// are committed; `Fixtures/compare.py` makes those of whole networks, in the folder that REVERIE_COMPARISON names.
@Suite struct ComparisonTests {
  private static let committed = repositoryRoot.appending(path: "Tests/DreamingTests/Fixtures/networks")
  private static let wholeNetworks = ProcessInfo.processInfo.environment["REVERIE_COMPARISON"]
    .map { URL(filePath: $0) }

  private static func networks(in folder: URL?) -> [URL] {
    let folders = folder.flatMap {
      try? FileManager.default.contentsOfDirectory(at: $0, includingPropertiesForKeys: nil)
    }
    return (folders ?? []).filter {
      FileManager.default.fileExists(atPath: $0.appending(path: "picture.npy").path())
    }
    .sorted { $0.path() < $1.path() }
  }

  /// The relative errors of a layer.
  private struct Errors {
    let layer: String
    let activation: Double
    let gradient: Double
    /// Of PyTorch's gradient in single precision: units on the kink of a ReLU, which rounding moves to either side, come
    /// and go with their whole gradient.
    let noise: Double

    /// Where PyTorch itself is farther off, as far as that.
    var largestGradient: Double { max(1e-3, 3 * noise) }
  }

  private func errors(of folder: URL) throws -> [Errors] {
    let network = try Network(contentsOf: folder.appending(path: "net.onnx").path())
    let picture = try Fixture(file: folder.appending(path: "picture.npy"))
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path())
      .filter { $0.hasPrefix("gradient_") }.map { $0.dropFirst("gradient_".count).dropLast(".npy".count) }
    return try names.sorted().map { name in
      let layer = String(name)
      let objective = try Objective(
        network: network, width: picture.shape[2], height: picture.shape[1], layers: [layer])
      let expected = try Fixture(file: folder.appending(path: "activation_\(layer).npy"))
      let channels = expected.shape[2]
      let lanes = Graph.lanes(for: channels)
      let activation = objective.activation(of: 0, at: picture.values)
      let cells = stride(from: 0, to: activation.count, by: lanes)
      let gradient = objective.evaluate(at: picture.values, weights: [1]).gradient
      return Errors(
        layer: layer,
        activation: relativeError(cells.flatMap { activation[$0..<$0 + channels] }, expected.values),
        gradient: relativeError(
          gradient, try Fixture(file: folder.appending(path: "gradient_\(layer).npy")).values),
        noise: Double(try Fixture(file: folder.appending(path: "noise_\(layer).npy")).values[0]))
    }
  }

  @Test(arguments: networks(in: committed))
  func smallNetworksAnswerAsElsewhere(folder: URL) throws {
    let errors = try errors(of: folder)
    #expect(!errors.isEmpty)
    for error in errors {
      #expect(error.activation < 1e-5, "\(error.layer)")
      #expect(error.gradient < 1e-4, "\(error.layer)")
    }
  }

  @Test(.enabled(if: wholeNetworks != nil), arguments: networks(in: wholeNetworks))
  func wholeNetworksAnswerAsElsewhere(folder: URL) throws {
    for error in try errors(of: folder) {
      let figures = String(
        format: "activation %.1e  gradient %.1e (PyTorch's own %.1e)", error.activation, error.gradient,
        error.noise)
      print("\(folder.lastPathComponent)  \(error.layer)  \(figures)")
      #expect(error.activation < 1e-3, "\(error.layer)")
      #expect(error.gradient < error.largestGradient, "\(error.layer)")
    }
  }
}
