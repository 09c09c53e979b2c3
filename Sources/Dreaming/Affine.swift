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

/// Scales and offsets each channel, and clamps: batch normalisation that no convolution could take in.
struct AffineStep: Step {
  let parts: CellParts
  /// `[lanes]`
  let scale: Constants
  /// `[lanes]`
  let offset: Constants
  let clamp: PartwiseClamp?
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in memory: Memory, with team: Team) {
    let (source, target) = (memory[input], memory[output])
    let (scale, offset) = (scale.pointer, offset.pointer)
    parts.forEach(with: team) { part, floats in
      parts.forEachVector(floats) { index, lane in
        store8(
          load8(offset + lane).addingProduct(load8(source + index), load8(scale + lane)), to: target + index)
      }
      clamp?.forward(target, part: part, in: memory)
    }
  }

  func backward(in memory: Memory, with team: Team) {
    let gradient = memory[outputGradient]
    let scale = scale.pointer
    parts.forEach(with: team) { part, floats in
      clamp?.backward(gradient, part: part, in: memory)
      inputGradient.leave(floats, of: parts, in: memory) { index, lane in
        load8(gradient + index) * load8(scale + lane)
      }
    }
  }
}

extension Planner {
  mutating func affineStep(_ unit: PlannedUnit, _ affine: Affine) -> AffineStep {
    AffineStep(
      parts: CellParts(of: unit.outputShape), scale: unit.outputShape.constants(affine.scale),
      offset: unit.outputShape.constants(affine.offset), clamp: partwiseClamp(unit), input: unit.inputs[0],
      output: unit.output, outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}
