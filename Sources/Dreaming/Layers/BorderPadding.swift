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

extension BorderPadding: Graph.Operation {
  func shape(of inputs: [Shape]) throws(Misfit) -> Shape {
    let (input, sides, most) = (inputs[0], [top, left, bottom, right], 1 << 24)
    guard sides.allSatisfy({ (-most...most).contains($0) }) else {
      throw .apart("adds \(sides.max() ?? 0) cells at a border")
    }
    let (height, width) = (input.height + top + bottom, input.width + left + right)
    guard height > 0, width > 0 else { throw .nothingLeft }
    return Shape(height: height, width: width, channels: input.channels)
  }

  func receptiveField(
    of inputs: [ReceptiveField], over size: Int, along axis: Axis
  ) -> ReceptiveField? {
    // The cells move, and at a border those that are mirrored there come from as far again.
    let (before, after) = axis == .vertical ? (top, bottom) : (left, right)
    let most = max(abs(before), abs(after)) * inputs[0].stride
    return ReceptiveField(
      stride: inputs[0].stride, before: inputs[0].before + most, after: inputs[0].after + most)
  }

  func cut(_ vertical: TileCut, _ horizontal: TileCut) -> BorderPadding {
    var cut = self
    cut.bottom = vertical.output.seen - vertical.input.seen - top
    cut.right = horizontal.output.seen - horizontal.input.seen - left
    return cut
  }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    let (input, output) = (unit.inputShapes[0], unit.outputShape)
    let gathers = WindowGather.bothWays(
      rows: copies(size: input.height, before: top, after: bottom),
      columns: copies(size: input.width, before: left, after: right), input: input, output: output)
    var constant: Float = 0
    if case .constant(let number) = content { constant = number }
    return BorderPaddingStep(
      inputsOfOutputs: gathers.inputsOfOutputs, outputsOfInputs: gathers.outputsOfInputs,
      filling: output.constants([Float](repeating: constant, count: output.channels)), input: unit.inputs[0],
      output: unit.output, outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }

  /// Which cell of the input each cell of the output copies, along one dimension, if any.
  private func copies(size: Int, before: Int, after: Int) -> [AxisGather.Pair] {
    (0..<size + before + after).compactMap { output in
      let cell = output - before
      switch content {
      case .constant:
        return (0..<size).contains(cell) ? AxisGather.Pair(input: cell, output: output) : nil
      case .edge:
        return AxisGather.Pair(input: min(max(cell, 0), size - 1), output: output)
      case .reflection:
        return AxisGather.Pair(input: mirrored(cell, in: size, repeatsEnds: false), output: output)
      }
    }
  }
}
