/// The channels of all inputs, one after the other.
struct Concatenation {}

/// Puts the channels of several values one after the other.
struct ConcatenationStep: LayerStep {
  let chunks: CellChunks
  let shape: Shape
  let inputs: [Input]
  let output: Buffer
  let outputGradient: Buffer

  struct Input {
    let value: Buffer
    let gradient: GradientTarget
    let channels: Int
    let lanes: Int
    /// The channel of the output at which its channels begin.
    let start: Int
  }

  func forward(in arena: Arena, with team: Team) {
    let output = arena[output]
    chunks.forEach(with: team) { chunk, floats in
      for input in inputs {
        let source = arena[input.value]
        for cell in chunks[chunk] {
          (output + cell * shape.lanes + input.start).update(
            from: source + cell * input.lanes, count: input.channels)
        }
      }
      shape.clearExtraLanes(of: output, floats)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let gradient = arena[outputGradient]
    chunks.forEach(with: team) { chunk, _ in
      for input in inputs {
        let target = arena[input.gradient.buffer]
        for cell in chunks[chunk] {
          input.accumulate(gradient + cell * shape.lanes + input.start, in: target + cell * input.lanes)
        }
      }
    }
  }
}

extension ConcatenationStep.Input {
  /// Adds, or writes, the gradient of one cell.
  @inline(__always)
  fileprivate func accumulate(_ source: UnsafePointer<Float>, in target: UnsafeMutablePointer<Float>) {
    guard gradient.adds else {
      target.update(from: source, count: channels)
      (target + channels).update(repeating: 0, count: lanes - channels)
      return
    }
    var channel = 0
    while channel + 8 <= channels {
      store8(load8(target + channel) + load8(source + channel), to: target + channel)
      channel += 8
    }
    while channel < channels {
      target[channel] += source[channel]
      channel += 1
    }
  }
}

extension Concatenation: Graph.Operation {
  func shape(of inputs: [Shape]) throws(Misfit) -> Shape {
    var whole = inputs[0]
    for input in inputs.dropFirst() {
      guard input.height == whole.height, input.width == whole.width else {
        throw .apart("puts together \(inputs[0]) and \(input)")
      }
      whole.channels += input.channels
    }
    return whole
  }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    ConcatenationStep(
      chunks: CellChunks(of: unit.outputShape), shape: unit.outputShape, inputs: unit.concatenatedInputs,
      output: unit.output, outputGradient: unit.outputGradient)
  }
}

extension PlannedUnit {
  /// The inputs with their places in the output, one after the other.
  var concatenatedInputs: [ConcatenationStep.Input] {
    var start = 0
    return inputShapes.indices.map { index in
      let shape = inputShapes[index]
      defer { start += shape.channels }
      return ConcatenationStep.Input(
        value: inputs[index], gradient: inputGradients[index], channels: shape.channels, lanes: shape.lanes,
        start: start)
    }
  }
}
