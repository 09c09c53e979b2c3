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
///
/// Several inputs are put together on the way, as in a densely connected network, where every layer begins like this.
struct AffineStep: LayerStep {
  let chunks: CellChunks
  /// `[lanes]`
  let scale: Constants
  /// `[lanes]`
  let offset: Constants
  let clamp: ChunkwiseClamp?
  /// Each begins with a whole vector of the output.
  let inputs: [ConcatenationStep.Input]
  let output: Buffer
  let outputGradient: Buffer

  func forward(in arena: Arena, with team: Team) {
    let output = arena[output]
    chunks.forEach(with: team) { chunk, _ in
      for input in inputs {
        let (scale, offset) = (scale.pointer + input.start, offset.pointer + input.start)
        let source = arena[input.value]
        for cell in chunks[chunk] {
          let (x, y) = (source + cell * input.lanes, output + cell * chunks.lanes + input.start)
          var lane = 0
          while lane < input.lanes {
            store8(load8(offset + lane).addingProduct(load8(x + lane), load8(scale + lane)), to: y + lane)
            lane &+= 8
          }
        }
      }
      clamp?.forward(output, into: output, chunk: chunk, in: arena)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let gradient = arena[outputGradient]
    chunks.forEach(with: team) { chunk, _ in
      clamp?.backward(gradient, chunk: chunk, in: arena)
      for input in inputs {
        let scale = scale.pointer + input.start
        let target = arena[input.gradient.buffer]
        let adds = input.gradient.adds
        for cell in chunks[chunk] {
          let (x, y) = (target + cell * input.lanes, gradient + cell * chunks.lanes + input.start)
          var lane = 0
          while lane < input.lanes {
            let before = adds ? load8(x + lane) : .zero
            store8(before.addingProduct(load8(y + lane), load8(scale + lane)), to: x + lane)
            lane &+= 8
          }
        }
      }
    }
  }
}

extension Affine: Graph.Operation {
  var takesClamp: Bool { true }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    AffineStep(
      chunks: CellChunks(of: unit.outputShape), scale: unit.outputShape.constants(scale),
      offset: unit.outputShape.constants(offset), clamp: planner.chunkwiseClamp(unit),
      inputs: unit.concatenatedInputs, output: unit.output, outputGradient: unit.outputGradient)
  }
}
