/// Takes the largest value of each window, and remembers which it was: there the gradient goes back to.
///
/// Padding never wins. Of equal values the first wins, row by row; a window of nothing but padding makes 0.
struct MaximumPoolStep: Step {
  let inputsOfOutputs: Gathering
  let outputsOfInputs: Gathering
  let input: Buffer
  let output: Buffer
  /// The cell of the kernel that won, 16 bits for each value of the output.
  let winners: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  /// Cells of the largest kernel whose winners can be told in 16 bits, one number being left for nobody.
  static let largestKernel = Int(UInt16.max)

  func forward(in memory: Memory, with team: Team) {
    let (source, target, winners) = (memory[input], memory[output], winners(memory))
    let lanes = inputsOfOutputs.lanes
    inputsOfOutputs.forEachCell(with: team) { cell, sources in
      guard let first = sources.first else {
        (target + cell).update(repeating: 0, count: lanes)
        (winners + cell).update(repeating: .max, count: lanes)
        return
      }
      var lane = 0
      while lane < lanes {
        var largest = load8(source + first.offset + lane)
        var winner = SIMD8<UInt32>(repeating: first.kernel)
        for candidate in sources {
          let value = load8(source + candidate.offset + lane)
          let wins = value .> largest
          largest.replace(with: value, where: wins)
          winner.replace(with: candidate.kernel, where: wins)
        }
        store8(largest, to: target + cell + lane)
        UnsafeMutableRawPointer(winners + cell + lane).storeBytes(
          of: SIMD8<UInt16>(truncatingIfNeeded: winner), as: SIMD8<UInt16>.self)
        lane += 8
      }
    }
  }

  func backward(in memory: Memory, with team: Team) {
    let target = memory[inputGradient.buffer]
    if inputGradient.adds {
      gather(memory, team) { offset, sum in store8(load8(target + offset) + sum, to: target + offset) }
    } else {
      gather(memory, team) { offset, sum in store8(sum, to: target + offset) }
    }
  }

  /// Calls `leave` with the gradient of eight values at a time: the sum over the windows that they won.
  @inline(__always)
  private func gather(
    _ memory: Memory, _ team: Team, _ leave: (_ offset: Int, _ sum: SIMD8<Float>) -> Void
  ) {
    let (gradient, winners) = (memory[outputGradient], winners(memory))
    let lanes = outputsOfInputs.lanes
    outputsOfInputs.forEachCell(with: team) { cell, windows in
      var lane = 0
      while lane < lanes {
        var sum = SIMD8<Float>.zero
        for window in windows {
          let winner = SIMD8<UInt32>(
            truncatingIfNeeded: UnsafeRawPointer(winners + window.offset + lane).loadUnaligned(
              as: SIMD8<UInt16>.self))
          let candidate = SIMD8<UInt32>(repeating: window.kernel)
          let wins = unsafeBitCast(winner .== candidate, to: SIMD8<Int32>.self)
          // As integers, the gradient can be masked by the comparison's result: no select.
          let passed = unsafeBitCast(load8(gradient + window.offset + lane), to: SIMD8<Int32>.self) & wins
          sum += unsafeBitCast(passed, to: SIMD8<Float>.self)
        }
        leave(cell + lane, sum)
        lane += 8
      }
    }
  }

  private func winners(_ memory: Memory) -> UnsafeMutablePointer<UInt16> {
    UnsafeMutableRawPointer(memory[winners]).assumingMemoryBound(to: UInt16.self)
  }
}

extension Planner {
  mutating func maximumPoolStep(_ unit: PlannedUnit, _ geometry: KernelGeometry) -> MaximumPoolStep {
    let (input, output) = (unit.inputShapes[0], unit.outputShape)
    let vertical = geometry.vertical(input.height)
    let horizontal = geometry.horizontal(input.width)
    let rows = [Float](repeating: 1, count: vertical.output)
    let columns = [Float](repeating: 1, count: horizontal.output)
    return MaximumPoolStep(
      inputsOfOutputs: Gathering(
        vertical: vertical.inputs(weights: rows), horizontal: horizontal.inputs(weights: columns),
        lanes: input.lanes, sourceRow: input.row, kernelWidth: geometry.width),
      outputsOfInputs: Gathering(
        vertical: vertical.outputs(weights: rows), horizontal: horizontal.outputs(weights: columns),
        lanes: input.lanes, sourceRow: output.row, kernelWidth: geometry.width),
      input: unit.inputs[0], output: unit.output, winners: kept(output.count / 2, for: unit),
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}
