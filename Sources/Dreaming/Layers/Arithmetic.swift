/// What is made of two values of one shape; one of them may be a single cell, which every cell of the other meets.
enum Arithmetic {
  case sum
  /// The first value less the second.
  case difference
  case product
}

/// The sum, difference or product of two values, and a clamp.
///
/// One of the two may be a single cell, which every cell of the other meets (squeeze-and-excite); its gradient is the sum of
/// what all those cells leave.
struct ArithmeticStep: LayerStep {
  let arithmetic: Arithmetic
  let chunks: CellChunks
  let clamp: ChunkwiseClamp?
  let first: Operand
  let second: Operand
  let output: Buffer
  let outputGradient: Buffer

  /// One of the two values.
  struct Operand {
    let value: Buffer
    let gradient: GradientTarget
    /// For a single cell among many: sums up its gradient.
    let cellSum: CellSum?

    /// Floats from eight of the output to those of the operand that go with them.
    @inline(__always)
    fileprivate func load(_ values: UnsafePointer<Float>, _ offset: Int, _ lane: Int) -> SIMD8<Float> {
      load8(values + (cellSum == nil ? offset : lane))
    }
  }

  func forward(in arena: Arena, with team: Team) {
    switch arithmetic {
    case .sum: combine(arena, team) { $0 + $1 }
    case .difference: combine(arena, team) { $0 - $1 }
    case .product: combine(arena, team) { $0 * $1 }
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let gradient = arena[outputGradient]
    if let clamp {
      chunks.forEach(with: team) { chunk, _ in clamp.backward(gradient, chunk: chunk, in: arena) }
    }
    let (one, other) = (arena[first.value], arena[second.value])
    switch arithmetic {
    case .sum:
      accumulate(first, arena, team) { offset, _ in load8(gradient + offset) }
      accumulate(second, arena, team) { offset, _ in load8(gradient + offset) }
    case .difference:
      accumulate(first, arena, team) { offset, _ in load8(gradient + offset) }
      accumulate(second, arena, team) { offset, _ in -load8(gradient + offset) }
    case .product:
      accumulate(first, arena, team) { offset, lane in
        load8(gradient + offset) * second.load(other, offset, lane)
      }
      accumulate(second, arena, team) { offset, lane in
        load8(gradient + offset) * first.load(one, offset, lane)
      }
    }
  }

  @inline(__always)
  private func combine(
    _ arena: Arena, _ team: Team, _ function: (SIMD8<Float>, SIMD8<Float>) -> SIMD8<Float>
  ) {
    let (one, other, target) = (arena[first.value], arena[second.value], arena[output])
    chunks.forEach(with: team) { chunk, floats in
      chunks.forEachVector(floats) { offset, lane in
        store8(function(first.load(one, offset, lane), second.load(other, offset, lane)), to: target + offset)
      }
      clamp?.forward(target, into: target, chunk: chunk, in: arena)
    }
  }

  /// Adds up an operand's gradient, which is `gradient` for each eight floats of the output.
  @inline(__always)
  private func accumulate(
    _ operand: Operand, _ arena: Arena, _ team: Team,
    _ gradient: (_ offset: Int, _ lane: Int) -> SIMD8<Float>
  ) {
    if let cellSum = operand.cellSum {
      operand.gradient.accumulate(
        cellSum.sum(in: arena, with: team, gradient), count: chunks.lanes, in: arena, with: team)
    } else {
      chunks.forEach(with: team) { _, floats in
        operand.gradient.accumulate(floats, of: chunks, in: arena, gradient)
      }
    }
  }
}

extension Arithmetic: Graph.Operation {
  var takesClamp: Bool { true }

  func shape(of inputs: [Shape]) throws(Misfit) -> Shape {
    let (first, second) = (inputs[0], inputs[1])
    if first == second { return first }
    guard first.channels == second.channels, first.isCell || second.isCell else {
      throw .apart("combines \(first) and \(second)")
    }
    return first.isCell ? second : first
  }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    if self == .product {
      for input in unit.inputs { planner.keep(input, for: unit) }
    }
    return ArithmeticStep(
      arithmetic: self, chunks: CellChunks(of: unit.outputShape), clamp: planner.chunkwiseClamp(unit),
      first: operand(0, of: unit, in: &planner), second: operand(1, of: unit, in: &planner),
      output: unit.output, outputGradient: unit.outputGradient)
  }

  private func operand(
    _ index: Int, of unit: PlannedUnit, in planner: inout Planner
  ) -> ArithmeticStep.Operand {
    let isWhole = unit.inputShapes[index] == unit.outputShape
    return ArithmeticStep.Operand(
      value: unit.inputs[index], gradient: unit.inputGradients[index],
      cellSum: isWhole ? nil : planner.cellSum(over: unit.outputShape, at: unit.backwardTime))
  }
}
