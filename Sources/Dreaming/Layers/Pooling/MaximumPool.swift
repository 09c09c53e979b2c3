/// The largest value of each window.
struct MaximumPool: Sendable, Equatable {
  var geometry: KernelGeometry
}

/// Takes the largest value of each window, and remembers which it was: there the gradient goes back to.
///
/// Padding never wins. Of equal values the first wins, row by row; a window of nothing but padding makes 0.
struct MaximumPoolStep: LayerStep {
  let inputsOfOutputs: WindowGather
  let outputsOfInputs: WindowGather
  let input: Buffer
  let output: Buffer
  /// The cell of the kernel that won, 16 bits for each value of the output.
  let winners: Buffer
  let outputGradient: Buffer
  let inputGradient: GradientTarget

  /// Cells of the largest kernel whose winners can be told in 16 bits, one number being left for nobody.
  static let largestKernel = Int(UInt16.max)

  func forward(in arena: Arena, with team: Team) {
    let (source, target, winners) = (arena[input], arena[output], winners(arena))
    let lanes = inputsOfOutputs.lanes
    inputsOfOutputs.forEachCell(with: team) { cell, sources in
      guard let first = sources.first else {
        (target + cell).update(repeating: 0, count: lanes)
        (winners + cell).update(repeating: .max, count: lanes)
        return
      }
      // Two vectors at once keep the processor busier than one.
      var lane = 0
      while lane + 16 <= lanes {
        let values = source + lane
        var one = RunningMaximum(load8(values + first.offset), of: first.kernel)
        var other = RunningMaximum(load8(values + first.offset + 8), of: first.kernel)
        for candidate in sources {
          one.meet(load8(values + candidate.offset), of: candidate.kernel)
          other.meet(load8(values + candidate.offset + 8), of: candidate.kernel)
        }
        one.finish(target + cell + lane, winners + cell + lane)
        other.finish(target + cell + lane + 8, winners + cell + lane + 8)
        lane += 16
      }
      if lane < lanes {
        var maximum = RunningMaximum(load8(source + first.offset + lane), of: first.kernel)
        for candidate in sources {
          maximum.meet(load8(source + candidate.offset + lane), of: candidate.kernel)
        }
        maximum.finish(target + cell + lane, winners + cell + lane)
      }
    }
  }

  func backward(in arena: Arena, with team: Team) {
    let target = arena[inputGradient.buffer]
    let adds = inputGradient.adds
    func accumulate(_ sum: SIMD8<Float>, _ place: Int) {
      store8(adds ? load8(target + place) + sum : sum, to: target + place)
    }
    let (gradient, winners) = (arena[outputGradient], winners(arena))
    let lanes = outputsOfInputs.lanes
    outputsOfInputs.forEachCell(with: team) { cell, windows in
      var lane = 0
      while lane + 16 <= lanes {
        var (one, other) = (SIMD8<Float>.zero, SIMD8<Float>.zero)
        for window in windows {
          let place = window.offset + lane
          one += passed(load8(gradient + place), winners + place, window.kernel)
          other += passed(load8(gradient + place + 8), winners + place + 8, window.kernel)
        }
        accumulate(one, cell + lane)
        accumulate(other, cell + lane + 8)
        lane += 16
      }
      if lane < lanes {
        var sum = SIMD8<Float>.zero
        for window in windows {
          let place = window.offset + lane
          sum += passed(load8(gradient + place), winners + place, window.kernel)
        }
        accumulate(sum, cell + lane)
      }
    }
  }

  /// The gradient of the values that the kernel's cell has won, else 0.
  @inline(__always)
  private func passed(
    _ gradient: SIMD8<Float>, _ winners: UnsafePointer<UInt16>, _ kernel: UInt32
  ) -> SIMD8<Float> {
    let winner = SIMD8<UInt32>(
      truncatingIfNeeded: UnsafeRawPointer(winners).loadUnaligned(as: SIMD8<UInt16>.self))
    let candidate = SIMD8<UInt32>(repeating: kernel)
    let wins = unsafeBitCast(winner .== candidate, to: SIMD8<Int32>.self)
    // As integers, the gradient can be masked by the comparison's result: no select.
    return unsafeBitCast(unsafeBitCast(gradient, to: SIMD8<Int32>.self) & wins, to: SIMD8<Float>.self)
  }

  private func winners(_ arena: Arena) -> UnsafeMutablePointer<UInt16> {
    UnsafeMutableRawPointer(arena[winners]).assumingMemoryBound(to: UInt16.self)
  }
}

/// The largest of eight values each so far, and the kernel's cells they came from.
private struct RunningMaximum {
  private var largest: SIMD8<Float>
  private var winner: SIMD8<UInt32>

  @inline(__always)
  init(_ values: SIMD8<Float>, of kernel: UInt32) {
    (largest, winner) = (values, SIMD8(repeating: kernel))
  }

  @inline(__always)
  mutating func meet(_ values: SIMD8<Float>, of kernel: UInt32) {
    let wins = values .> largest
    largest.replace(with: values, where: wins)
    winner.replace(with: kernel, where: wins)
  }

  @inline(__always)
  func finish(_ values: UnsafeMutablePointer<Float>, _ winners: UnsafeMutablePointer<UInt16>) {
    store8(largest, to: values)
    UnsafeMutableRawPointer(winners).storeBytes(
      of: SIMD8<UInt16>(truncatingIfNeeded: winner), as: SIMD8<UInt16>.self)
  }
}

extension MaximumPool: WindowOperation {
  func shape(of inputs: [Shape]) throws(Misfit) -> Shape {
    guard geometry.area <= MaximumPoolStep.largestKernel else {
      throw .apart("takes the maximum over windows of \(geometry.width)x\(geometry.height) cells")
    }
    return try windowedShape(of: inputs[0])
  }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    let (input, output) = (unit.inputShapes[0], unit.outputShape)
    let (vertical, horizontal) = (geometry.vertical(input.height), geometry.horizontal(input.width))
    let gathers = WindowGather.bothWays(
      rows: vertical.pairs(), columns: horizontal.pairs(), input: input, output: output,
      kernelWidth: geometry.width)
    return MaximumPoolStep(
      inputsOfOutputs: gathers.inputsOfOutputs, outputsOfInputs: gathers.outputsOfInputs,
      input: unit.inputs[0], output: unit.output, winners: planner.kept(output.count / 2, for: unit),
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0])
  }
}
