/// A convolution as a file gives it.
struct ConvolutionWeights {
  var outputs: Int
  var inputs: Int
  var groups: Int
  /// `[outputs][inputs / groups][kernel height][kernel width]`
  var kernel: [Float]
  /// `[outputs]`
  var bias: [Float]

  /// Whether each channel is convolved by itself.
  var isDepthwise: Bool { groups == inputs && groups == outputs }

  /// The bias with a zero for each extra lane.
  var paddedBias: [Float] {
    bias + [Float](repeating: 0, count: Graph.lanes(for: outputs) - outputs)
  }
}

/// A convolution as a matrix product: every output cell is the input's window around it, as one long row, times a matrix.
///
/// A 1x1 convolution needs no rows gathered: the feature map is the matrix already. Grouped convolutions have zeros in
/// their matrix.
struct Convolution: Sendable {
  let geometry: KernelGeometry
  /// Output channels.
  let channels: Int
  let inputLanes: Int
  let outputLanes: Int
  /// Rows `[kernel row][kernel column][inputLanes]`, columns `[outputLanes]`: from windows to outputs.
  let matrix: WeightMatrix
  /// `[outputLanes]`
  let bias: Constants

  init(_ weights: ConvolutionWeights, geometry: KernelGeometry, inputLanes: Int) {
    self.geometry = geometry
    channels = weights.outputs
    self.inputLanes = inputLanes
    outputLanes = Graph.lanes(for: weights.outputs)
    bias = Constants(weights.paddedBias)
    let (inputsPerGroup, outputsPerGroup) = (
      weights.inputs / weights.groups, weights.outputs / weights.groups
    )
    let area = geometry.area
    let windowCount = area * inputLanes
    func element(_ row: Int, _ output: Int) -> Float {
      guard output < weights.outputs else { return 0 }
      let (cell, input) = (row / inputLanes, row % inputLanes - output / outputsPerGroup * inputsPerGroup)
      guard (0..<inputsPerGroup).contains(input) else { return 0 }
      return weights.kernel[(output * inputsPerGroup + input) * area + cell]
    }
    matrix = WeightMatrix(rows: windowCount, columns: outputLanes, element: element)
  }

  /// Floats in a window of the input.
  var windowCount: Int { geometry.area * inputLanes }

  /// Whether the input is its own matrix of windows.
  var isPointwise: Bool {
    let unpadded =
      switch geometry.padding {
      case .sameUpper, .sameLower: true
      case .explicit: geometry.padding == .none
      }
    return geometry.area == 1 && geometry.verticalStride == 1 && geometry.horizontalStride == 1 && unpadded
  }

  /// Writes the bias into every cell.
  func fillWithBias(_ output: UnsafeMutablePointer<Float>, cells: Int) {
    for cell in 0..<cells {
      (output + cell * bias.count).update(from: bias.pointer, count: bias.count)
    }
  }

  /// `output = source + bias` in every cell.
  func addBias(
    to source: UnsafePointer<Float>, cells: Int, into output: UnsafeMutablePointer<Float>
  ) {
    for cell in 0..<cells {
      let start = cell * bias.count
      for lane in 0..<bias.count { output[start + lane] = source[start + lane] + bias.pointer[lane] }
    }
  }
}

/// A convolution of one size of input, with what follows it at once: a shortcut added, a clamp.
struct ConvolutionStep: Step {
  let convolution: Convolution
  let vertical: Window
  let horizontal: Window
  let clamp: Clamp?
  let input: Buffer
  let output: Buffer
  let shortcut: Buffer?
  /// Mask bits of the clamp, `maskWords` a band.
  let mask: Buffer?
  /// Windows of a band as rows; nil for 1x1 convolutions.
  let windows: Buffer?
  /// Their gradients.
  let windowGradients: Buffer?
  let outputGradient: Buffer
  let inputGradient: GradientTarget
  let shortcutGradient: GradientTarget?

  /// Rows of output worked on at once: what a core's cache holds.
  static func band(_ convolution: Convolution, width: Int, height: Int) -> Int {
    let floats = 96 * 1024
    let perCell = convolution.outputLanes + (convolution.isPointwise ? 0 : convolution.windowCount)
    return min(height, max(1, floats / (width * perCell)))
  }

  private var bandHeight: Int {
    Self.band(convolution, width: horizontal.output, height: vertical.output)
  }

  private var outputRow: Int { horizontal.output * convolution.outputLanes }

  func forward(in memory: Memory, with team: Team) {
    for (index, rows) in bands(of: vertical.output, height: bandHeight).enumerated() {
      let cells = rows.count * horizontal.output
      let count = rows.count * outputRow
      let output = memory[output] + rows.lowerBound * outputRow
      if let shortcut {
        convolution.addBias(to: memory[shortcut] + rows.lowerBound * outputRow, cells: cells, into: output)
      } else if clamp == nil {
        convolution.fillWithBias(output, cells: cells)
      }
      let source: UnsafePointer<Float>
      if let windows {
        gather(memory[input], rows: rows, into: memory[windows])
        source = UnsafePointer(memory[windows])
      } else {
        source = UnsafePointer(memory[input] + rows.lowerBound * horizontal.size * convolution.inputLanes)
      }
      convolution.matrix.multiply(source, cells: cells, adding: shortcut != nil || clamp == nil, into: output)
      if let clamp, let mask {
        let words = Clamp.maskWords(for: bandHeight * outputRow)
        clamp.forward(
          output, bias: shortcut == nil ? convolution.bias.pointer : Clamp.noBias.pointer,
          lanes: shortcut == nil ? convolution.outputLanes : Clamp.noBias.count, count: count, into: output,
          mask: memory.words(mask) + index * words)
      }
    }
  }

  func backward(in memory: Memory, with team: Team) {
    let gradient = memory[outputGradient]
    if let mask {
      let words = Clamp.maskWords(for: bandHeight * outputRow)
      for (index, rows) in bands(of: vertical.output, height: bandHeight).enumerated() {
        let band = gradient + rows.lowerBound * outputRow
        Clamp.backward(
          band, mask: memory.words(mask) + index * words, count: rows.count * outputRow, into: band)
      }
    }
    shortcutGradient?.leave(gradient, count: vertical.output * outputRow, in: memory)
    let input = memory[inputGradient.buffer]
    if windowGradients != nil, !inputGradient.adds {
      input.update(repeating: 0, count: vertical.size * horizontal.size * convolution.inputLanes)
    }
    for rows in bands(of: vertical.output, height: bandHeight) {
      let target =
        windowGradients.map { memory[$0] } ?? input + rows.lowerBound * horizontal.size
        * convolution.inputLanes
      convolution.matrix.multiplyTransposed(
        gradient + rows.lowerBound * outputRow, cells: rows.count * horizontal.output,
        adding: windowGradients == nil && inputGradient.adds, into: target)
      if windowGradients != nil { scatter(target, rows: rows, into: input) }
    }
  }

  /// Copies the windows of output rows `rows` out of `input`, zeros where they reach over its border.
  private func gather(
    _ input: UnsafePointer<Float>, rows: Range<Int>, into windows: UnsafeMutablePointer<Float>
  ) {
    let lanes = convolution.inputLanes
    let kernelRow = horizontal.kernel * lanes
    forEachWindowRow(of: rows) { window, y, x, inside in
      let target = windows + window
      guard let y, !inside.isEmpty else {
        target.update(repeating: 0, count: kernelRow)
        return
      }
      let (start, end) = (inside.lowerBound * lanes, inside.upperBound * lanes)
      let source = input + (y * horizontal.size + x) * lanes
      for index in 0..<start { target[index] = 0 }
      for index in start..<end { target[index] = source[index] }
      for index in end..<kernelRow { target[index] = 0 }
    }
  }

  /// Adds the gradients of the windows of output rows `rows` to where `gather` copied them from.
  private func scatter(
    _ windows: UnsafePointer<Float>, rows: Range<Int>, into input: UnsafeMutablePointer<Float>
  ) {
    let lanes = convolution.inputLanes
    forEachWindowRow(of: rows) { window, y, x, inside in
      guard let y else { return }
      let source = windows + window
      let target = input + (y * horizontal.size + x) * lanes
      for index in (inside.lowerBound * lanes)..<(inside.upperBound * lanes) {
        target[index] += source[index]
      }
    }
  }

  /// Calls `body` for every row of every window of output rows `rows`: where in the gathered windows it is, the input's row
  /// (nil above and below the input), the input's column where it starts, and which of its cells are inside the input.
  @inline(__always)
  private func forEachWindowRow(
    of rows: Range<Int>, _ body: (_ window: Int, _ y: Int?, _ x: Int, _ inside: Range<Int>) -> Void
  ) {
    let kernelRow = horizontal.kernel * convolution.inputLanes
    var window = 0
    for row in rows {
      for column in 0..<horizontal.output {
        let x = column * horizontal.stride - horizontal.before
        let first = min(max(0, -x), horizontal.kernel)
        let inside = first..<max(first, min(horizontal.kernel, horizontal.size - x))
        for kernelY in 0..<vertical.kernel {
          let y = row * vertical.stride - vertical.before + kernelY * vertical.dilation
          body(window, y >= 0 && y < vertical.size ? y : nil, x, inside)
          window += kernelRow
        }
      }
    }
  }
}

/// `0..<count` in runs of `height`, the last one what remains.
func bands(of count: Int, height: Int) -> [Range<Int>] {
  stride(from: 0, to: count, by: height).map { $0..<min($0 + height, count) }
}

extension Planner {
  mutating func convolutionStep(_ unit: PlannedUnit, _ convolution: Convolution) -> ConvolutionStep {
    let vertical = convolution.geometry.vertical(unit.inputShapes[0].height)
    let horizontal = convolution.geometry.horizontal(unit.inputShapes[0].width)
    let band = ConvolutionStep.band(convolution, width: horizontal.output, height: vertical.output)
    var mask: Buffer?
    if unit.layers.clamp != nil {
      let bandWords = Clamp.maskWords(for: band * horizontal.output * convolution.outputLanes)
      mask = kept((vertical.output + band - 1) / band * bandWords, for: unit)
    }
    // Two buffers rather than one from the way forward to the way back: working memory is free in between.
    let windowCounts = band * horizontal.output * convolution.windowCount
    let windowRows = convolution.isPointwise ? nil : scratch(windowCounts, at: unit.forwardTime)
    let windowGradients = convolution.isPointwise ? nil : scratch(windowCounts, at: unit.backwardTime)
    return ConvolutionStep(
      convolution: convolution, vertical: vertical, horizontal: horizontal, clamp: unit.layers.clamp,
      input: unit.inputs[0], output: unit.output, shortcut: unit.shortcut, mask: mask, windows: windowRows,
      windowGradients: windowGradients, outputGradient: unit.outputGradient,
      inputGradient: unit.inputGradients[0], shortcutGradient: unit.shortcutGradient)
  }
}
