/// A clamp that could not be fused with what makes its input.
struct ClampStep: Step {
  let clamp: Clamp
  let count: Int
  let input: Buffer
  let output: Buffer
  let mask: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in memory: Memory) {
    clamp.forward(
      memory[input], bias: Clamp.noBias.pointer, lanes: Clamp.noBias.count, count: count,
      into: memory[output],
      mask: memory.words(mask))
  }

  func backward(in memory: Memory) {
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

  func forward(in memory: Memory) {
    let (first, second, sum) = (memory[inputs.0], memory[inputs.1], memory[output])
    for index in 0..<count { sum[index] = first[index] + second[index] }
  }

  func backward(in memory: Memory) {
    inputGradients.0.leave(memory[outputGradient], count: count, in: memory)
    inputGradients.1.leave(memory[outputGradient], count: count, in: memory)
  }
}
