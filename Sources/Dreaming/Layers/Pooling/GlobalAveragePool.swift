/// The mean over all cells: one cell.
struct GlobalAveragePool {}

/// Takes the mean over all cells.
struct GlobalAveragePoolStep: LayerStep {
  let cellSum: CellSum
  let input: Buffer
  let output: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  private var chunks: CellChunks { cellSum.chunks }
  private var weight: Float { 1 / Float(chunks.cells) }

  func forward(in arena: Arena, with team: Team) {
    let (source, target) = (arena[input], arena[output])
    let sums = cellSum.sum(in: arena, with: team) { offset, _ in load8(source + offset) }
    for lane in stride(from: 0, to: chunks.lanes, by: 8) {
      store8(load8(sums + lane) * weight, to: target + lane)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let gradient = arena[outputGradient]
    chunks.forEach(with: team) { _, floats in
      inputGradient.accumulate(floats, of: chunks, in: arena) { _, lane in load8(gradient + lane) * weight }
    }
  }
}

extension GlobalAveragePool: Graph.Operation {
  var makesSingleCell: Bool { true }
  var keepsClasses: Bool { true }

  func shape(of inputs: [Shape]) throws(Misfit) -> Shape {
    Shape(height: 1, width: 1, channels: inputs[0].channels)
  }

  func receptiveField(
    of inputs: [ReceptiveField], over size: Int, along axis: Axis
  ) -> ReceptiveField? { nil }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    GlobalAveragePoolStep(
      cellSum: planner.cellSum(over: unit.inputShapes[0], at: unit.forwardTime), input: unit.inputs[0],
      output: unit.output, outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}
