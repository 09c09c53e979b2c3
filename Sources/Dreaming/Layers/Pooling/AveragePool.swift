/// The mean of each window.
struct AveragePool: Sendable, Equatable {
  var geometry: KernelGeometry
  /// Whether cells of padding count as zeros; otherwise a window at the border has fewer cells.
  var countsPadding: Bool
}

/// Takes the mean of each window: a weighted sum of cells, forward and back.
struct AveragePoolStep: LayerStep {
  let inputsOfOutputs: WindowGather
  let outputsOfInputs: WindowGather
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in arena: Arena, with team: Team) {
    let target = arena[output]
    inputsOfOutputs.sum(arena[input], with: team) { offset, sum in store8(sum, to: target + offset) }
  }

  func backward(in arena: Arena, with team: Team) {
    inputGradient.accumulate(outputsOfInputs, of: arena[outputGradient], in: arena, with: team)
  }
}

extension AveragePool: WindowOperation {
  var keepsClasses: Bool { true }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    let (input, output) = (unit.inputShapes[0], unit.outputShape)
    let (vertical, horizontal) = (geometry.vertical(input.height), geometry.horizontal(input.width))
    let after = paddingAfter
    let gathers = WindowGather.bothWays(
      rows: vertical.pairs(weights: weights(vertical, after: after.bottom)),
      columns: horizontal.pairs(weights: weights(horizontal, after: after.right)), input: input,
      output: output,
      kernelWidth: geometry.width)
    return AveragePoolStep(
      inputsOfOutputs: gathers.inputsOfOutputs, outputsOfInputs: gathers.outputsOfInputs,
      input: unit.inputs[0], output: unit.output, outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0])
  }

  /// What each cell in a window counts along one dimension, for each window.
  ///
  /// - Parameter after: cells of padding after the input.
  private func weights(_ window: Window, after: Int) -> [Float] {
    (0..<window.output).map { output in
      let start = output * window.stride - window.before
      let counted = countsPadding ? -window.before..<window.size + after : 0..<window.size
      let count = (0..<window.kernel).count { counted.contains(start + $0 * window.dilation) }
      return 1 / Float(max(count, 1))
    }
  }

  /// Cells of padding below and to the right; where padding follows from the size, windows never reach beyond it.
  private var paddingAfter: (bottom: Int, right: Int) {
    guard case .explicit(_, _, let bottom, let right) = geometry.padding else {
      return (geometry.height * geometry.verticalDilation, geometry.width * geometry.horizontalDilation)
    }
    return (bottom, right)
  }
}
