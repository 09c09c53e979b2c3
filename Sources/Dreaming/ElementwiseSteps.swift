/// A clamp that could not be fused with what makes its input.
struct ClampStep: Step {
  let clamp: Clamp
  let count: Int
  let input: Buffer
  let output: Buffer
  let mask: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in memory: Memory, with team: Team) {
    clamp.forward(
      memory[input], bias: Clamp.noBias.pointer, lanes: Clamp.noBias.count, count: count,
      into: memory[output],
      mask: memory.words(mask))
  }

  func backward(in memory: Memory, with team: Team) {
    let gradient = memory[outputGradient]
    Clamp.backward(gradient, mask: memory.words(mask), count: count, into: gradient)
    inputGradient.leave(gradient, count: count, in: memory)
  }
}

/// A sum that could not be fused with what makes one of its inputs.
struct AddStep: Step {
  let count: Int
  let inputs: (Buffer, Buffer)
  let output: Buffer
  let outputGradient: Buffer
  let inputGradients: (GradientTarget, GradientTarget)

  func forward(in memory: Memory, with team: Team) {
    let (first, second, sum) = (memory[inputs.0], memory[inputs.1], memory[output])
    for index in 0..<count { sum[index] = first[index] + second[index] }
  }

  func backward(in memory: Memory, with team: Team) {
    inputGradients.0.leave(memory[outputGradient], count: count, in: memory)
    inputGradients.1.leave(memory[outputGradient], count: count, in: memory)
  }
}

extension Planner {
  mutating func clampStep(_ unit: PlannedUnit) -> ClampStep {
    let count = unit.outputShape.count
    return ClampStep(
      clamp: unit.layers.clamp ?? .none, count: count, input: unit.inputs[0], output: unit.output,
      mask: kept(Clamp.maskWords(for: count), for: unit), outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0])
  }

  func addStep(_ unit: PlannedUnit) -> AddStep {
    AddStep(
      count: unit.outputShape.count, inputs: (unit.inputs[0], unit.inputs[1]), output: unit.output,
      outputGradient: unit.outputGradient, inputGradients: (unit.inputGradients[0], unit.inputGradients[1]))
  }
}
