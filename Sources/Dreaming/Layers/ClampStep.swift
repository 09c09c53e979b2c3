/// A clamp that could not be fused with what makes its input.
struct ClampStep: LayerStep {
  let clamp: Clamp
  let chunks: CellChunks
  /// Mask bits, `maskWords` a chunk.
  let mask: Buffer
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  private var maskWords: Int { Self.maskWords(chunks) }

  /// Words of mask bits for a chunk.
  fileprivate static func maskWords(_ chunks: CellChunks) -> Int {
    Clamp.maskWords(for: chunks.grain * chunks.lanes)
  }

  func forward(in arena: Arena, with team: Team) {
    let (source, target, mask) = (arena[input], arena[output], arena.words(mask))
    chunks.forEach(with: team) { chunk, floats in
      clamp.forward(
        source + floats.lowerBound, bias: Clamp.noBias.pointer, lanes: Clamp.noBias.count,
        count: floats.count, into: target + floats.lowerBound, mask: mask + chunk * maskWords)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let (gradient, mask) = (arena[outputGradient], arena.words(mask))
    chunks.forEach(with: team) { chunk, floats in
      let start = gradient + floats.lowerBound
      Clamp.backward(start, mask: mask + chunk * maskWords, count: floats.count, into: start)
      inputGradient.accumulate(floats, of: chunks, in: arena) { offset, _ in load8(gradient + offset) }
    }
  }
}

extension Planner {
  mutating func clampStep(_ unit: PlannedUnit, _ clamp: Clamp) -> ClampStep {
    let chunks = CellChunks(of: unit.outputShape)
    return ClampStep(
      clamp: clamp, chunks: chunks, mask: kept(chunks.count * ClampStep.maskWords(chunks), for: unit),
      input: unit.inputs[0], output: unit.output, outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0])
  }
}
