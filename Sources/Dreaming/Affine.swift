/// `scale * x + offset` with numbers for each channel: batch normalisation, or arithmetic with constants.
struct Affine: Sendable, Equatable {
  /// `[channels]`
  var scale: [Float]
  /// `[channels]`
  var offset: [Float]
}

extension ConvolutionWeights {
  /// The convolution and, at once, what `affine` makes of its result.
  ///
  /// - Parameter affine: with as many channels as the convolution has outputs, which is a precondition.
  /// - Source: Jacob et al., "Quantization and training of neural networks for efficient integer-arithmetic-only
  ///   inference", 2018, on folding batch normalisation into the convolution before it.
  func scaled(by affine: Affine) -> ConvolutionWeights {
    precondition(affine.scale.count == outputs && affine.offset.count == outputs)
    var scaled = self
    let perOutput = kernel.count / max(outputs, 1)
    for output in 0..<outputs {
      let scale = affine.scale[output]
      for index in output * perOutput..<(output + 1) * perOutput { scaled.kernel[index] *= scale }
      scaled.bias[output] = scale * bias[output] + affine.offset[output]
    }
    return scaled
  }
}
