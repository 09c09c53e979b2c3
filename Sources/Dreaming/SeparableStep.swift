/// A depthwise convolution, if possible fused with the 1x1 convolutions around it: MobileNet's and EfficientNet's block.
///
/// The wide feature maps inside the block never exist as a whole: bands of rows are expanded, convolved and projected while
/// they are in the core's cache. The gradient's way back works alike, in the other direction. What is kept between the two
/// is one bit for each value inside: whether its clamp let it pass.
struct SeparableStep: Step {
  let layers: SeparableLayers
  let vertical: Window
  let horizontal: Window
  let input: Buffer
  let output: Buffer
  let shortcut: Buffer?
  let expansionMask: Buffer?
  let depthwiseMask: Buffer
  let forwardScratch: SeparableScratch
  let backwardScratch: SeparableScratch
  let outputGradient: Buffer
  let inputGradient: GradientTarget
  let shortcutGradient: GradientTarget?

  /// Rows worked on at once, so that what they need stays in a core's cache; bands are equally high.
  static func band(of rows: Int, floatsPerRow: Int) -> Int {
    let floats = 192 * 1024
    let highest = max(1, floats / floatsPerRow)
    let count = (rows + highest - 1) / highest
    return (rows + count - 1) / count
  }

  private var depthwise: DepthwiseConvolution { layers.depthwise }
  private var lanes: Int { depthwise.lanes }
  private var wideInputRow: Int { horizontal.size * lanes }
  private var wideOutputRow: Int { horizontal.output * lanes }
  private var inputRow: Int { horizontal.size * (layers.expansion?.inputLanes ?? lanes) }
  private var outputRow: Int { horizontal.output * (layers.projection?.outputLanes ?? lanes) }

  func forward(in memory: Memory, with team: Team) {
    let ring = Ring(forwardScratch.ring, lanes: lanes, in: memory)
    let convolved = memory[forwardScratch.dense]
    var ready = 0
    for rows in bands(of: vertical.output, height: forwardScratch.ring.band) {
      let end = min(
        vertical.size, (rows.upperBound - 1) * vertical.stride - vertical.before + vertical.kernel)
      if end > ready {
        expand(ready..<end, into: ring, memory)
        ready = end
      }
      let target = layers.projection == nil ? memory[output] + rows.lowerBound * outputRow : convolved
      for row in rows {
        let cells = target + (row - rows.lowerBound) * wideOutputRow
        convolve(row, ring, into: cells)
        layers.depthwiseClamp.forward(
          cells, bias: depthwise.bias.pointer, lanes: lanes, count: wideOutputRow, into: cells,
          mask: memory.words(depthwiseMask) + row * Clamp.maskWords(for: wideOutputRow))
      }
      project(convolved, rows, memory)
    }
  }

  func backward(in memory: Memory, with team: Team) {
    shortcutGradient?.leave(memory[outputGradient], count: vertical.output * outputRow, in: memory)
    let ring = Ring(backwardScratch.ring, lanes: lanes, in: memory)
    let convolved = memory[backwardScratch.dense]
    var ready = 0
    for rows in bands(of: vertical.size, height: backwardScratch.ring.band) {
      let end = min(vertical.output, (rows.upperBound - 1 + vertical.before) / vertical.stride + 1)
      if end > ready {
        unproject(ready..<end, into: ring, memory)
        ready = end
      }
      for row in rows {
        let cells = convolved + (row - rows.lowerBound) * wideInputRow
        unconvolve(row, ring, into: cells)
        if let expansionMask {
          Clamp.backward(
            cells, mask: memory.words(expansionMask) + row * Clamp.maskWords(for: wideInputRow),
            count: wideInputRow, into: cells)
        }
      }
      unexpand(convolved, rows, memory)
    }
  }

  // MARK: Expansion

  /// Makes rows of the wide feature map.
  private func expand(_ rows: Range<Int>, into ring: Ring, _ memory: Memory) {
    let source = memory[input] + rows.lowerBound * inputRow
    guard let expansion = layers.expansion, let expansionMask else {
      for row in rows {
        ring[row].update(from: source + (row - rows.lowerBound) * wideInputRow, count: wideInputRow)
      }
      return
    }
    let wide = memory[forwardScratch.product]
    expansion.matrix.multiply(source, cells: rows.count * horizontal.size, adding: false, into: wide)
    for row in rows {
      layers.expansionClamp.forward(
        wide + (row - rows.lowerBound) * wideInputRow, bias: expansion.bias.pointer, lanes: lanes,
        count: wideInputRow, into: ring[row],
        mask: memory.words(expansionMask) + row * Clamp.maskWords(for: wideInputRow))
    }
  }

  /// Takes the wide feature map's gradient, its clamp undone, back to the block's input.
  private func unexpand(_ gradient: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ memory: Memory) {
    let target = memory[inputGradient.buffer] + rows.lowerBound * inputRow
    let count = rows.count * inputRow
    if let expansion = layers.expansion {
      expansion.matrix.multiplyTransposed(
        gradient, cells: rows.count * horizontal.size, adding: inputGradient.adds, into: target)
    } else if inputGradient.adds {
      for index in 0..<count { target[index] += gradient[index] }
    } else {
      target.update(from: gradient, count: count)
    }
  }

  // MARK: Depthwise convolution

  /// A row of the output, before bias and clamp.
  private func convolve(_ row: Int, _ ring: Ring, into output: UnsafeMutablePointer<Float>) {
    let capacity = vertical.kernel * horizontal.kernel
    withUnsafeTemporaryAllocation(of: Tap.self, capacity: capacity) { taps in
      var count = 0
      for kernelY in 0..<vertical.kernel {
        let y = row * vertical.stride - vertical.before + kernelY
        guard y >= 0, y < vertical.size else { continue }
        for kernelX in 0..<horizontal.kernel {
          let cell = (kernelX - horizontal.before) * lanes
          taps.initializeElement(
            at: count, to: Tap(input: ring[y] + cell, weights: weights(kernelY, kernelX)))
          count += 1
        }
      }
      Tap.sum(
        UnsafeBufferPointer(start: taps.baseAddress, count: count), cells: horizontal.output, lanes: lanes,
        inputStep: horizontal.stride, outputStep: 1, into: output)
    }
  }

  /// A row of the input's gradient, from the output's.
  ///
  /// With a stride `s`, input cells `s` apart meet the same kernel cells: one sum for each of the `s` kinds.
  private func unconvolve(_ row: Int, _ ring: Ring, into input: UnsafeMutablePointer<Float>) {
    let stride = horizontal.stride
    let capacity = vertical.kernel * horizontal.kernel
    withUnsafeTemporaryAllocation(of: Tap.self, capacity: capacity) { taps in
      for kind in 0..<min(stride, horizontal.size) {
        var count = 0
        for kernelY in 0..<vertical.kernel {
          let y = row + vertical.before - kernelY
          guard y >= 0, y % stride == 0, y / stride < vertical.output else { continue }
          for kernelX in 0..<horizontal.kernel {
            let x = kind + horizontal.before - kernelX
            guard x % stride == 0 else { continue }
            taps.initializeElement(
              at: count,
              to: Tap(input: ring[y / stride] + x / stride * lanes, weights: weights(kernelY, kernelX)))
            count += 1
          }
        }
        Tap.sum(
          UnsafeBufferPointer(start: taps.baseAddress, count: count),
          cells: (horizontal.size - kind + stride - 1) / stride, lanes: lanes, inputStep: 1,
          outputStep: stride,
          into: input + kind * lanes)
      }
    }
  }

  private func weights(_ kernelY: Int, _ kernelX: Int) -> UnsafeRawPointer {
    UnsafeRawPointer(depthwise.kernel.pointer + (kernelY * horizontal.kernel + kernelX) * lanes)
  }

  // MARK: Projection

  /// Makes rows of the block's output.
  private func project(_ convolved: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ memory: Memory) {
    guard let projection = layers.projection else { return }
    let target = memory[output] + rows.lowerBound * outputRow
    let cells = rows.count * horizontal.output
    if let shortcut {
      projection.addBias(to: memory[shortcut] + rows.lowerBound * outputRow, cells: cells, into: target)
    } else {
      projection.fillWithBias(target, cells: cells)
    }
    projection.matrix.multiply(
      convolved, cells: cells, adding: true,
      into: target)
  }

  /// Takes rows of the block's gradient back to before the depthwise convolution's clamp.
  private func unproject(_ rows: Range<Int>, into ring: Ring, _ memory: Memory) {
    let gradient = memory[outputGradient] + rows.lowerBound * outputRow
    var wide = gradient
    if let projection = layers.projection {
      wide = memory[backwardScratch.product]
      projection.matrix.multiplyTransposed(
        gradient, cells: rows.count * horizontal.output, adding: false, into: wide)
    }
    for row in rows {
      Clamp.backward(
        wide + (row - rows.lowerBound) * wideOutputRow,
        mask: memory.words(depthwiseMask) + row * Clamp.maskWords(for: wideOutputRow), count: wideOutputRow,
        into: ring[row])
    }
  }
}

/// What a `SeparableStep` computes.
struct SeparableLayers {
  var expansion: Convolution?
  var expansionClamp: Clamp
  var depthwise: DepthwiseConvolution
  var depthwiseClamp: Clamp
  var projection: Convolution?

  /// A depthwise convolution by itself.
  init(_ depthwise: DepthwiseConvolution) {
    (expansion, expansionClamp, self.depthwise) = (nil, .none, depthwise)
    (depthwiseClamp, projection) = (.none, nil)
  }
}

/// Working memory of one direction of a `SeparableStep`.
struct SeparableScratch {
  let ring: RingShape
  /// What a matrix product leaves on its way into the ring.
  let product: Buffer
  /// Rows on their way from the depthwise convolution into a matrix product.
  let dense: Buffer
}

/// How rows of a feature map are kept while a depthwise convolution needs them.
struct RingShape {
  /// Rows made from the ring at once.
  let band: Int
  /// Rows in the ring.
  let rows: Int
  /// Cells of zeros before a row.
  let before: Int
  /// Cells of a row.
  let width: Int
  /// Cells of zeros after a row.
  let after: Int
  let buffer: Buffer

  /// Cells from a row to the next.
  var pitch: Int { before + width + after }
}

/// The last rows of a feature map, each with zeros before and after it; row `y` takes the place of row `y - rows`.
private struct Ring {
  private let shape: RingShape
  private let lanes: Int
  private let start: UnsafeMutablePointer<Float>

  init(_ shape: RingShape, lanes: Int, in memory: Memory) {
    self.shape = shape
    self.lanes = lanes
    start = memory[shape.buffer]
    for row in 0..<shape.rows {
      let cells = start + row * shape.pitch * lanes
      cells.update(repeating: 0, count: shape.before * lanes)
      (cells + (shape.before + shape.width) * lanes).update(repeating: 0, count: shape.after * lanes)
    }
  }

  /// Where row `y` starts, after its zeros.
  subscript(y: Int) -> UnsafeMutablePointer<Float> {
    start + (y % shape.rows * shape.pitch + shape.before) * lanes
  }
}

extension Planner {
  mutating func separableStep(_ unit: PlannedUnit, _ layers: SeparableLayers) -> SeparableStep {
    let vertical = layers.depthwise.geometry.vertical(unit.inputShapes[0].height)
    let horizontal = layers.depthwise.geometry.horizontal(unit.inputShapes[0].width)
    let lanes = layers.depthwise.lanes
    let expansionMask =
      layers.expansion == nil
      ? nil : kept(vertical.size * Clamp.maskWords(for: horizontal.size * lanes), for: unit)
    let depthwiseMask = kept(vertical.output * Clamp.maskWords(for: horizontal.output * lanes), for: unit)
    return SeparableStep(
      layers: layers, vertical: vertical, horizontal: horizontal, input: unit.inputs[0],
      output: unit.output, shortcut: unit.shortcut, expansionMask: expansionMask,
      depthwiseMask: depthwiseMask,
      forwardScratch: forwardScratch(vertical, horizontal, lanes: lanes, at: unit.forwardTime),
      backwardScratch: backwardScratch(vertical, horizontal, lanes: lanes, at: unit.backwardTime),
      outputGradient: unit.outputGradient, inputGradient: unit.inputGradients[0],
      shortcutGradient: unit.shortcutGradient)
  }

  private mutating func forwardScratch(
    _ vertical: Window, _ horizontal: Window, lanes: Int, at time: Int
  ) -> SeparableScratch {
    let (stride, kernel) = (vertical.stride, vertical.kernel)
    let perRow = lanes * (2 * stride * horizontal.size + horizontal.output)
    let band = SeparableStep.band(of: vertical.output, floatsPerRow: perRow)
    let rows = (band - 1) * stride + kernel
    let reach = (horizontal.output - 1) * horizontal.stride + horizontal.kernel
    let after = max(0, reach - horizontal.before - horizontal.size)
    let pitch = horizontal.before + horizontal.size + after
    return SeparableScratch(
      ring: RingShape(
        band: band, rows: rows, before: horizontal.before, width: horizontal.size, after: after,
        buffer: scratch(rows * pitch * lanes, at: time)),
      product: scratch(max(rows, band * stride) * horizontal.size * lanes, at: time),
      dense: scratch(band * horizontal.output * lanes, at: time))
  }

  private mutating func backwardScratch(
    _ vertical: Window, _ horizontal: Window, lanes: Int, at time: Int
  ) -> SeparableScratch {
    let (stride, kernel) = (vertical.stride, vertical.kernel)
    let perRow = lanes * (2 * horizontal.output / stride + horizontal.size)
    let band = SeparableStep.band(of: vertical.size, floatsPerRow: perRow)
    let rows = (band + kernel - 2) / stride + 2
    let before = max(0, horizontal.kernel - 1 - horizontal.before) / stride
    let after = max(0, (horizontal.size - 1 + horizontal.before) / stride - (horizontal.output - 1))
    let pitch = before + horizontal.output + after
    return SeparableScratch(
      ring: RingShape(
        band: band, rows: rows, before: before, width: horizontal.output, after: after,
        buffer: scratch(rows * pitch * lanes, at: time)),
      product: scratch(((band - 1 + kernel) / stride + 1) * horizontal.output * lanes, at: time),
      dense: scratch(band * horizontal.size * lanes, at: time))
  }
}
