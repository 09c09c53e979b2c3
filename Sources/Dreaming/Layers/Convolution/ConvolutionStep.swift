import VectorKernels

/// A convolution of one size of input, with what follows it at once: a shortcut added, a clamp.
struct ConvolutionStep: LayerStep {
  let convolution: Convolution
  let outputShape: Shape
  let clamp: Clamp?
  let input: Buffer
  let output: Buffer
  let shortcut: Buffer?
  /// The clamp's, a bit for each value of the output.
  let mask: Buffer?
  let forwardSums: any BandedSums
  /// Each for some of the input's cells.
  let backwardSums: [any BandedSums]
  /// Working memory for each member of the team.
  let forwardScratch: [Buffer]
  let backwardScratch: [Buffer]
  let outputGradient: Buffer
  let inputGradient: GradientTarget
  let shortcutGradient: GradientTarget?

  func forward(in arena: Arena, with team: Team) {
    let source = MaskedCells(values: arena[input])
    team.run(forwardSums.count) { band, member in
      forwardSums.compute(
        band: band, from: source, bias: convolution.bias.pointer, into: arena[output],
        epilogue: forwardEpilogue(arena), scratch: arena[forwardScratch[member]])
    }
  }

  private func forwardEpilogue(_ arena: Arena) -> Epilogue {
    let lanes = outputShape.lanes
    guard let clamp, let mask else {
      return shortcut.map { .adding(arena[$0], stride: lanes) } ?? .plain
    }
    guard let shortcut else { return clamp.epilogue(mask: arena.bytes(mask), lanes: lanes) }
    return .addingAndClamping(
      arena[shortcut], stride: lanes, low: clamp.low, high: clamp.high, mask: arena.bytes(mask),
      maskStride: lanes / 8)
  }

  func backward(in arena: Arena, with team: Team) {
    let gradient = MaskedCells(
      values: arena[outputGradient], mask: mask.map { UnsafeRawPointer(arena.bytes($0)) })
    if let shortcutGradient {
      team.forEachPart(of: outputShape.count) { part in
        shortcutGradient.accumulate(gradient, part, in: arena)
      }
    }
    let target = arena[inputGradient.buffer]
    let epilogue: Epilogue =
      inputGradient.adds ? .adding(target, stride: convolution.inputLanes) : .plain
    for sums in backwardSums {
      team.run(sums.count) { band, member in
        sums.compute(
          band: band, from: gradient, bias: nil, into: target, epilogue: epilogue,
          scratch: arena[backwardScratch[member]])
      }
    }
  }
}

extension GradientTarget {
  /// Adds, or writes, some of a gradient's values.
  fileprivate func accumulate(_ gradient: MaskedCells, _ part: Range<Int>, in arena: Arena) {
    let target = arena[buffer] + part.lowerBound
    guard adds else {
      gradient.copy(from: part.lowerBound, count: part.count, to: target)
      return
    }
    let values = gradient.values + part.lowerBound
    if let mask = gradient.mask {
      Clamp.addPassed(values, mask: mask + part.lowerBound / 8, count: part.count, to: target)
    } else {
      for index in 0..<part.count { target[index] += values[index] }
    }
  }
}

extension Convolution: WindowOperation {
  var isConvolution: Bool { true }
  var takesClamp: Bool { true }

  func outputChannels(of inputChannels: Int) -> Int { weights.outputs }

  func step(for unit: PlannedUnit, in planner: inout Planner) -> any LayerStep {
    let (input, output) = (unit.inputShapes[0], unit.outputShape)
    let forward = forwardSums(input: input, output: output)
    let backward = backwardSums(input: input, output: output)
    let mask = unit.clamp.map { _ in planner.kept(Clamp.maskWords(for: output.count), for: unit) }
    // Scratch of each way by itself: working memory is free in between.
    let forwardScratch = (0..<planner.teamSize).map { _ in
      planner.scratch(forward.scratchCount, at: unit.forwardTime)
    }
    let needed = backward.map(\.scratchCount).max() ?? 0
    let backwardScratch = (0..<planner.teamSize).map { _ in planner.scratch(needed, at: unit.backwardTime) }
    return ConvolutionStep(
      convolution: self, outputShape: output, clamp: unit.clamp, input: unit.inputs[0],
      output: unit.output, shortcut: unit.shortcut, mask: mask, forwardSums: forward,
      backwardSums: backward, forwardScratch: forwardScratch, backwardScratch: backwardScratch,
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0],
      shortcutGradient: unit.shortcutGradient)
  }

  /// The sums that make the output of an input.
  private func forwardSums(input: Shape, output: Shape) -> any BandedSums {
    if isPointwise { return PointwiseSums(matrix, cells: input.height * input.width) }
    let (vertical, horizontal) = (geometry.vertical(input.height), geometry.horizontal(input.width))
    return sums(.forward, vertical.forwardTaps, horizontal.forwardTaps, source: input, target: output)
  }

  /// The sums that make the input's gradient from the output's.
  private func backwardSums(input: Shape, output: Shape) -> [any BandedSums] {
    let (vertical, horizontal) = (geometry.vertical(input.height), geometry.horizontal(input.width))
    if BlockSums.suit(self) {
      return [BlockSums(kernel, vertical: vertical, horizontal: horizontal, source: output, target: input)]
    }
    if isPointwise { return [PointwiseSums(transposedMatrix, cells: input.height * input.width)] }
    return vertical.backwardTaps.flatMap { vertical in
      horizontal.backwardTaps.map { sums(.backward, vertical, $0, source: output, target: input) }
    }
  }

  private func sums(
    _ direction: KernelMatrices.Direction, _ vertical: WindowTaps, _ horizontal: WindowTaps, source: Shape,
    target: Shape
  ) -> any BandedSums {
    WinogradSums.suit(self, source: source, target: target)
      ? WinogradSums(
        kernel, direction, vertical: vertical, horizontal: horizontal, source: source, target: target)
      : WindowSums(
        kernel, direction, vertical: vertical, horizontal: horizontal, source: source, target: target)
  }
}
