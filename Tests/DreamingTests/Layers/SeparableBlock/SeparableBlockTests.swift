import Testing

@testable import Dreaming

/// Gradients of what networks are built of, fused as it is when nobody asks for the layers in between.
@Suite struct SeparableBlockTests {
  private func relu(_ value: Value, _ builder: inout GraphBuilder) -> Value {
    builder.add(Clamp(low: 0, high: .infinity), [value])
  }

  /// Checks the gradient of what `build` makes of a feature map with 8 channels.
  private func check(_ build: (inout GraphBuilder, _ input: Value) -> Value) throws {
    var builder = GraphBuilder()
    let output = build(&builder, builder.convolution(to: 8, kernel: 3))
    let network = builder.network
    for layers in [[output.layer], network.layers.map(\.name)] {
      try OperationCheck(step: 0.3).backward(network, layers)
    }
  }

  @Test func aDenseBlock() throws {
    try check { builder, input in
      var features = [input]
      for _ in 0..<3 {
        let channels = 8 + 8 * (features.count - 1)
        let all = builder.add(Concatenation(), features, channels: channels)
        let normal = builder.add(
          Affine(
            scale: .init(repeating: 0.8, count: channels), offset: .init(repeating: 0.1, count: channels)),
          [all])
        features.append(builder.convolution(relu(normal, &builder), to: 8, kernel: 3))
      }
      return builder.add(Concatenation(), features, channels: 32)
    }
  }

  @Test func anInceptionBlock() throws {
    try check { builder, input in
      let pool = KernelGeometry(height: 3, width: 3, padding: .explicit(top: 1, left: 1, bottom: 1, right: 1))
      let pooled = builder.add(MaximumPool(geometry: pool), [input])
      let branches = [
        relu(builder.convolution(input, to: 5), &builder),
        relu(
          builder.convolution(relu(builder.convolution(input, to: 4), &builder), to: 6, kernel: 3), &builder),
        relu(builder.convolution(pooled, to: 3), &builder),
      ]
      return builder.add(Concatenation(), branches, channels: 14)
    }
  }

  @Test func squeezeAndExcite() throws {
    try check { builder, input in
      let active = builder.add(Activation.hardSwish, [input])
      let squeezed = relu(builder.convolution(builder.add(GlobalAveragePool(), [active]), to: 4), &builder)
      let gate = builder.add(
        Activation.hardSigmoid(slope: 1.0 / 6, offset: 0.5), [builder.convolution(squeezed, to: 8)])
      return builder.add(
        Arithmetic.sum, [builder.convolution(builder.add(Arithmetic.product, [active, gate]), to: 8), input])
    }
  }
}
