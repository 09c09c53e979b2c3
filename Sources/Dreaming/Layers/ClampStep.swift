/// A clamp that could not be fused with what makes its input.
struct ClampStep: LayerStep {
  let clamp: Clamp
  let parts: CellParts
  /// Mask bits, `maskWords` a part.
  let mask: Buffer
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  private var maskWords: Int { Self.maskWords(parts) }

  /// Words of mask bits for a part.
  fileprivate static func maskWords(_ parts: CellParts) -> Int {
    Clamp.maskWords(for: parts.grain * parts.lanes)
  }

  func forward(in arena: Arena, with team: Team) {
    let (source, target, mask) = (arena[input], arena[output], arena.words(mask))
    parts.forEach(with: team) { part, floats in
      clamp.forward(
        source + floats.lowerBound, bias: Clamp.noBias.pointer, lanes: Clamp.noBias.count,
        count: floats.count, into: target + floats.lowerBound, mask: mask + part * maskWords)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let (gradient, mask) = (arena[outputGradient], arena.words(mask))
    parts.forEach(with: team) { part, floats in
      let start = gradient + floats.lowerBound
      Clamp.backward(start, mask: mask + part * maskWords, count: floats.count, into: start)
      inputGradient.accumulate(floats, of: parts, in: arena) { offset, _ in load8(gradient + offset) }
    }
  }
}

extension Planner {
  mutating func clampStep(_ unit: PlannedUnit, _ clamp: Clamp) -> ClampStep {
    let parts = CellParts(of: unit.outputShape)
    return ClampStep(
      clamp: clamp, parts: parts, mask: kept(parts.count * ClampStep.maskWords(parts), for: unit),
      input: unit.inputs[0], output: unit.output, outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0])
  }
}
