/// A convolution of one size of input, with what follows it at once: a shortcut added, a clamp.
struct ConvolutionStep: Step {
  let convolution: Convolution
  let outputShape: Shape
  let clamp: Clamp?
  let input: Buffer
  let output: Buffer
  let shortcut: Buffer?
  /// Mask bits of the clamp, `maskWords` a row.
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

  private var row: Int { outputShape.row }
  private var maskWords: Int { Clamp.maskWords(for: row) }

  func forward(in memory: Memory, with team: Team) {
    let bands = forwardSums.bands
    team.run(bands.count) { band, member in
      begin(bands[band], memory)
      forwardSums.compute(
        band: band, from: memory[input], adding: shortcut != nil || clamp == nil, into: memory[output],
        scratch: memory[forwardScratch[member]])
      finish(bands[band], memory)
    }
  }

  /// Writes what sums are added to: the bias, unless the clamp adds it, and the shortcut.
  private func begin(_ rows: Range<Int>, _ memory: Memory) {
    let start = rows.lowerBound * row
    let cells = rows.count * outputShape.width
    if let shortcut {
      convolution.addBias(to: memory[shortcut] + start, cells: cells, into: memory[output] + start)
    } else if clamp == nil {
      convolution.fillWithBias(memory[output] + start, cells: cells)
    }
  }

  private func finish(_ rows: Range<Int>, _ memory: Memory) {
    guard let clamp, let mask else { return }
    let bias = shortcut == nil ? convolution.bias : Clamp.noBias
    for y in rows {
      let cells = memory[output] + y * row
      clamp.forward(
        cells, bias: bias.pointer, lanes: bias.count, count: row, into: cells,
        mask: memory.words(mask) + y * maskWords)
    }
  }

  func backward(in memory: Memory, with team: Team) {
    if mask != nil || shortcut != nil {
      let rows = bands(of: outputShape.height, height: max(1, 32 * 1024 / row))
      team.run(rows.count) { band, _ in undo(rows[band], memory) }
    }
    for sums in backwardSums {
      team.run(sums.bands.count) { band, member in
        sums.compute(
          band: band, from: memory[outputGradient], adding: inputGradient.adds,
          into: memory[inputGradient.buffer],
          scratch: memory[backwardScratch[member]])
      }
    }
  }

  /// Takes the gradient back to before the clamp, and leaves the shortcut its own.
  private func undo(_ rows: Range<Int>, _ memory: Memory) {
    for y in rows {
      let gradient = memory[outputGradient] + y * row
      if let mask {
        Clamp.backward(gradient, mask: memory.words(mask) + y * maskWords, count: row, into: gradient)
      }
      shortcutGradient?.leave(gradient, from: y * row, count: row, in: memory)
    }
  }
}

extension Convolution {
  /// The sums that make the output of an input, and those that make the input's gradient.
  fileprivate func sums(input: Shape, output: Shape) -> (forward: any BandedSums, backward: [any BandedSums])
  {
    let (vertical, horizontal) = (geometry.vertical(input.height), geometry.horizontal(input.width))
    let forward: any BandedSums =
      WinogradSums.suit(self, source: input, target: output)
      ? WinogradSums(
        kernel, .forward, vertical: vertical.forwardTaps, horizontal: horizontal.forwardTaps, source: input,
        target: output)
      : WindowSums(
        kernel, .forward, vertical: vertical.forwardTaps, horizontal: horizontal.forwardTaps, source: input,
        target: output)
    let backward = vertical.backwardTaps.flatMap { vertical in
      horizontal.backwardTaps.map { horizontal -> any BandedSums in
        WinogradSums.suit(self, source: output, target: input)
          ? WinogradSums(
            kernel, .backward, vertical: vertical, horizontal: horizontal, source: output, target: input)
          : WindowSums(
            kernel, .backward, vertical: vertical, horizontal: horizontal, source: output, target: input)
      }
    }
    return (forward, backward)
  }
}

extension Planner {
  mutating func convolutionStep(_ unit: PlannedUnit, _ convolution: Convolution) -> ConvolutionStep {
    let shape = unit.outputShape
    let (forward, backward) = convolution.sums(input: unit.inputShapes[0], output: shape)
    let mask = unit.layers.clamp.map { _ in kept(shape.height * Clamp.maskWords(for: shape.row), for: unit) }
    // Scratch of each way by itself: working memory is free in between.
    let forwardScratch = (0..<teamSize).map { _ in scratch(forward.scratchCount, at: unit.forwardTime) }
    let needed = backward.map(\.scratchCount).max() ?? 0
    let backwardScratch = (0..<teamSize).map { _ in scratch(needed, at: unit.backwardTime) }
    return ConvolutionStep(
      convolution: convolution, outputShape: shape, clamp: unit.layers.clamp, input: unit.inputs[0],
      output: unit.output, shortcut: unit.shortcut, mask: mask, forwardSums: forward, backwardSums: backward,
      forwardScratch: forwardScratch, backwardScratch: backwardScratch,
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0],
      shortcutGradient: unit.shortcutGradient)
  }
}
