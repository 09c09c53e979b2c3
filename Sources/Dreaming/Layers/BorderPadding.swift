/// Cells added around a feature map, or cut off where the number is negative.
struct BorderPadding: Sendable, Equatable {
  /// What the new cells hold.
  enum Content: Sendable, Equatable {
    case constant(Float)
    /// The inside mirrored at the outermost cells, which aren't repeated.
    case reflection
    /// The outermost cells repeated.
    case edge
  }

  var top: Int
  var left: Int
  var bottom: Int
  var right: Int
  var content: Content
}

/// Adds and cuts off cells; back, each cell gets the gradients of all its copies.
struct BorderPaddingStep: LayerStep {
  let inputsOfOutputs: WindowGather
  let outputsOfInputs: WindowGather
  /// What a cell without a cell of the input behind it holds, `[lanes]`.
  let filling: Constants
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  func forward(in arena: Arena, with team: Team) {
    let (source, target) = (UnsafePointer(arena[input]), arena[output])
    let (filling, lanes) = (filling.pointer, inputsOfOutputs.lanes)
    inputsOfOutputs.forEachCell(with: team) { cell, sources in
      (target + cell).update(from: sources.first.map { source + $0.offset } ?? filling, count: lanes)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    inputGradient.accumulate(outputsOfInputs, of: arena[outputGradient], in: arena, with: team)
  }
}

extension BorderPadding {
  /// Which cell of the input each cell of the output copies, along one dimension, if any.
  fileprivate func copies(size: Int, before: Int, after: Int) -> [(input: Int, output: Int)] {
    (0..<size + before + after).compactMap { output in
      let cell = output - before
      if (0..<size).contains(cell) { return (cell, output) }
      switch content {
      case .constant:
        return nil
      case .edge:
        return (min(max(cell, 0), size - 1), output)
      case .reflection:
        let period = max(2 * (size - 1), 1)
        let phase = (cell % period + period) % period
        return (min(phase, period - phase), output)
      }
    }
  }
}

extension Planner {
  func borderPaddingStep(_ unit: PlannedUnit, _ padding: BorderPadding) -> BorderPaddingStep {
    let (input, output) = (unit.inputShapes[0], unit.outputShape)
    let rows = padding.copies(size: input.height, before: padding.top, after: padding.bottom)
    let columns = padding.copies(size: input.width, before: padding.left, after: padding.right)
    func inputs(_ copies: [(input: Int, output: Int)], count: Int) -> AxisGather {
      AxisGather(count: count, copies.map { ($0.output, .init(source: $0.input, kernel: 0, weight: 1)) })
    }
    func outputs(_ copies: [(input: Int, output: Int)], count: Int) -> AxisGather {
      AxisGather(count: count, copies.map { ($0.input, .init(source: $0.output, kernel: 0, weight: 1)) })
    }
    var constant: Float = 0
    if case .constant(let number) = padding.content { constant = number }
    return BorderPaddingStep(
      inputsOfOutputs: WindowGather(
        vertical: inputs(rows, count: output.height), horizontal: inputs(columns, count: output.width),
        lanes: input.lanes, sourceRow: input.row, kernelWidth: 1),
      outputsOfInputs: WindowGather(
        vertical: outputs(rows, count: input.height), horizontal: outputs(columns, count: input.width),
        lanes: input.lanes, sourceRow: output.row, kernelWidth: 1),
      filling: output.constants([Float](repeating: constant, count: output.channels)), input: unit.inputs[0],
      output: unit.output, outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}
