import Testing

@testable import Dreaming

@Suite struct ShapeInferenceTests {
  /// What is wrong with a network for a picture of 9x7.
  private func error(_ build: (inout GraphBuilder, _ input: Value) -> Void) -> DreamError? {
    var builder = GraphBuilder()
    build(&builder, builder.convolution(to: 8))
    let network = builder.network
    do throws(DreamError) {
      _ = try Objective(network: network, width: 9, height: 7, layers: network.layers.map(\.name))
      return nil
    } catch {
      return error
    }
  }

  @Test func nothingIsLeftOfASmallPicture() {
    let error = error { builder, input in
      _ = builder.add(MaximumPool(geometry: KernelGeometry(height: 8, width: 2)), [input])
    }
    #expect(error == .tooSmall(width: 9, height: 7, node: "v2"))
    #expect(
      self.error { builder, input in
        _ = builder.add(BorderPadding(top: -3, left: 0, bottom: -4, right: 0, content: .edge), [input])
      } == .tooSmall(width: 9, height: 7, node: "v2"))
  }

  @Test func whatDoesNotFitTogetherIsNamed() {
    let apart: [(any Graph.Operation, String)] = [
      (Arithmetic.sum, "combines"), (Arithmetic.difference, "combines"), (Arithmetic.product, "combines"),
      (Concatenation(), "puts together"),
    ]
    for (operation, verb) in apart {
      let error = error { builder, input in
        let small = builder.add(
          AveragePool(geometry: KernelGeometry(height: 2, width: 2), countsPadding: false),
          [input])
        _ = builder.add(operation, [input, small])
      }
      #expect(
        error?.description
          == "a picture of 9x7 doesn't fit the network: node 'v3' \(verb) 9x7 cells of 8 channels and 8x6 cells of 8 channels"
      )
    }
    let channels = error { builder, input in
      _ = builder.add(Arithmetic.sum, [input, builder.convolution(to: 9)])
    }
    #expect(channels?.description.contains("node 'v3' combines") == true)
  }

  @Test func aFeatureMapBeyondAnyMemoryIsRefused() {
    for cells in [1 << 20, 1 << 24, 1 << 40, Int.max, Int.min] {
      let error = error { builder, input in
        _ = builder.add(
          BorderPadding(top: cells, left: cells, bottom: 0, right: 0, content: .edge), [input])
      }
      switch error {
      case .unfit(_, _, node: "v2", _)?: break
      default: Issue.record("\(cells) cells: \(String(describing: error))")
      }
    }
    guard
      case .unfit? = error({ builder, input in
        _ = builder.add(
          MaximumPool(geometry: KernelGeometry(height: 1 << 10, width: 1 << 10, padding: .sameUpper)), [input]
        )
      })
    else {
      Issue.record("a window of a million cells")
      return
    }
  }
}
