/// Positive numbers with the sum 1 out of the channels of each cell: e^x over the sum of all e^x.
struct Softmax {}

/// Softens a cell at a time; the way back, y · (g - Σ y g), needs the output again.
struct SoftmaxStep: LayerStep {
  let chunks: CellChunks
  let shape: Shape
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in arena: Arena, with team: Team) {
    let (source, target) = (arena[input], arena[output])
    chunks.forEach(with: team) { chunk, floats in
      for cell in chunks[chunk] {
        soften(source + cell * shape.lanes, into: target + cell * shape.lanes)
      }
    }
  }

  private func soften(_ x: UnsafePointer<Float>, into y: UnsafeMutablePointer<Float>) {
    let largest = largest(of: x)
    for lane in stride(from: 0, to: shape.lanes, by: 8) {
      store8(exponential(load8(x + lane) - largest), to: y + lane)
    }
    for lane in shape.channels..<shape.lanes { y[lane] = 0 }
    let sum = total { load8(y + $0) }
    for lane in stride(from: 0, to: shape.lanes, by: 8) { store8(load8(y + lane) / sum, to: y + lane) }
  }

  private func largest(of x: UnsafePointer<Float>) -> Float {
    var lanes = SIMD8<Float>(repeating: -.infinity)
    var channel = 0
    while channel + 8 <= shape.channels {
      lanes = larger(lanes, load8(x + channel))
      channel += 8
    }
    return (channel..<shape.channels).reduce(lanes.max()) { max($0, x[$1]) }
  }

  func backward(in arena: Arena, with team: Team) {
    let (values, gradients) = (arena[output], arena[outputGradient])
    chunks.forEach(with: team) { chunk, _ in
      for cell in chunks[chunk] {
        let start = cell * shape.lanes
        let (y, gradient) = (values + start, gradients + start)
        let mean = total { load8(y + $0) * load8(gradient + $0) }
        inputGradient.accumulate(start..<start + shape.lanes, of: chunks, in: arena) { _, lane in
          load8(y + lane) * (load8(gradient + lane) - mean)
        }
      }
    }
  }

  /// The sum over the lanes of a cell of what `value` gives for each eight of them.
  @inline(__always)
  private func total(_ value: (_ lane: Int) -> SIMD8<Float>) -> Float {
    var sum = SIMD8<Float>.zero
    for lane in stride(from: 0, to: shape.lanes, by: 8) { sum += value(lane) }
    return sum.sum()
  }
}

extension Softmax: Graph.Operation {
  var keepsClasses: Bool { true }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    planner.keep(unit.output, for: unit)
    return SoftmaxStep(
      chunks: CellChunks(of: unit.outputShape), shape: unit.outputShape, input: unit.inputs[0],
      output: unit.output, outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}
