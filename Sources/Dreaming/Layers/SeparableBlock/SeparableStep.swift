import VectorKernels

/// A depthwise convolution, if possible fused with the 1x1 convolutions around it: MobileNet's and EfficientNet's block.
///
/// The wide feature maps inside the block never exist as a whole: bands of rows are expanded, convolved and projected while
/// they are in the core's cache. The gradient's way back works alike, in the other direction. What is kept between the two
/// is one bit for each value inside: whether its clamp let it pass.
struct SeparableStep: LayerStep {
  let layers: SeparableLayers
  let vertical: Window
  let horizontal: Window
  /// Along a row, how the input's gradient is summed up from the output's.
  let backwardTaps: [WindowTaps]
  let input: Buffer
  let output: Buffer
  let shortcut: Buffer?
  /// Bits `[row][cell][lane]` of the wide feature map.
  let expansionMask: Buffer?
  /// The same of the depthwise convolution's result.
  let depthwiseMask: Buffer?
  let forwardScratch: SeparableScratch
  let backwardScratch: SeparableScratch
  let outputGradient: Buffer
  let inputGradient: GradientTarget
  let shortcutGradient: GradientTarget?

  private var depthwise: DepthwiseConvolution { layers.depthwise }
  private var lanes: Int { depthwise.lanes }
  private var wideInputRow: Int { horizontal.size * lanes }
  private var wideOutputRow: Int { horizontal.output * lanes }
  private var inputRow: Int { horizontal.size * (layers.expansion?.inputLanes ?? lanes) }
  private var outputRow: Int { horizontal.output * (layers.projection?.outputLanes ?? lanes) }

  /// Each member of the team makes a section of the rows by itself: what the sections both need of the wide feature map is
  /// made twice, which costs less than waiting for each other.
  func forward(in arena: Arena, with team: Team) {
    let rows = 0..<vertical.output
    team.run(team.size) { section, member in
      let own = rows.part(section, of: team.size)
      let next = rows.part(section + 1, of: team.size)
      let shared = next.isEmpty ? vertical.size : firstInput(of: next.lowerBound)
      if !own.isEmpty { makeOutput(own, sharingFrom: shared, member, arena) }
    }
  }

  /// The first row of the input that an output row meets.
  private func firstInput(of row: Int) -> Int {
    min(vertical.size, max(0, row * vertical.stride - vertical.before))
  }

  /// - Parameter shared: the first row of the input that is another section's.
  private func makeOutput(_ section: Range<Int>, sharingFrom shared: Int, _ member: Int, _ arena: Arena) {
    let wide = wideInput(member, arena)
    let convolved = arena[forwardScratch.dense] + member * forwardScratch.denseCount
    var ready = firstInput(of: section.lowerBound)
    for rows in bands(of: section, height: forwardScratch.band) {
      let end = min(
        vertical.size, (rows.upperBound - 1) * vertical.stride - vertical.before + vertical.extent)
      if end > ready {
        let own = ready..<max(ready, min(end, shared))
        expand(own, into: wide, mask: expansionMask.map { maskRow(own.lowerBound, of: $0, arena) }, arena)
        let others = own.upperBound..<end
        expand(others, into: wide, mask: forwardScratch.spareMask.map { arena.bytes($0[member]) }, arena)
        ready = end
      }
      let target = layers.projection == nil ? arena[output] + rows.lowerBound * wideOutputRow : convolved
      for row in rows {
        convolve(row, wide, into: target + (row - rows.lowerBound) * wideOutputRow, arena)
      }
      project(convolved, rows, arena)
    }
  }

  func backward(in arena: Arena, with team: Team) {
    shortcutGradient?.accumulate(
      arena[outputGradient], count: vertical.output * outputRow, in: arena, with: team)
    if layers.projection == nil { undoClamp(arena, team) }
    let rows = 0..<vertical.size
    team.run(team.size) { section, member in
      makeInputGradient(rows.part(section, of: team.size), member, arena)
    }
  }

  private func makeInputGradient(_ section: Range<Int>, _ member: Int, _ arena: Arena) {
    let wide = wideOutputGradient(member, arena)
    let dense = arena[backwardScratch.dense] + member * backwardScratch.denseCount
    let firstRow = section.lowerBound + vertical.before - (vertical.extent - 1)
    var ready = max(0, (firstRow + vertical.stride - 1) / vertical.stride)
    for rows in bands(of: section, height: backwardScratch.band) {
      let end = min(vertical.output, (rows.upperBound - 1 + vertical.before) / vertical.stride + 1)
      if end > ready {
        unproject(ready..<end, into: wide, arena)
        ready = end
      }
      let target =
        layers.expansion == nil ? arena[inputGradient.buffer] + rows.lowerBound * wideInputRow : dense
      for row in rows {
        unconvolve(row, wide, into: target + (row - rows.lowerBound) * wideInputRow, arena)
      }
      unexpand(dense, rows, arena)
    }
  }

  // MARK: Wide feature maps

  /// The wide feature map: the last rows of it, or the input itself.
  private func wideInput(_ member: Int, _ arena: Arena) -> RowRing {
    layers.expansion == nil
      ? RowRing(start: arena[input], rows: vertical.size, row: wideInputRow)
      : forwardScratch.ring(of: member, row: wideInputRow, in: arena)
  }

  /// The gradient of the depthwise convolution's sums: the last rows of it, or the output's gradient itself.
  private func wideOutputGradient(_ member: Int, _ arena: Arena) -> RowRing {
    layers.projection == nil
      ? RowRing(start: arena[outputGradient], rows: vertical.output, row: wideOutputRow)
      : backwardScratch.ring(of: member, row: wideOutputRow, in: arena)
  }

  /// Where the expansion's mask of a row starts.
  private func maskRow(_ row: Int, of mask: Buffer, _ arena: Arena) -> UnsafeMutableRawPointer {
    arena.bytes(mask) + row * wideInputRow / 8
  }

  // MARK: Expansion

  /// Makes rows of the wide feature map.
  private func expand(
    _ rows: Range<Int>, into wide: RowRing, mask: UnsafeMutableRawPointer?, _ arena: Arena
  ) {
    guard let expansion = layers.expansion else { return }
    wide.forEachRun(of: rows) { run, target in
      expansion.matrix.multiply(
        arena[input] + run.lowerBound * inputRow, cells: run.count * horizontal.size,
        bias: expansion.bias.pointer,
        epilogue: layers.expansionClamp.epilogue(
          mask: mask.map { $0 + (run.lowerBound - rows.lowerBound) * wideInputRow / 8 }, lanes: lanes),
        into: target)
    }
  }

  /// Takes the wide feature map's gradient, its clamp undone, back to the block's input.
  private func unexpand(_ gradient: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ arena: Arena) {
    guard let expansion = layers.expansion else { return }
    let target = arena[inputGradient.buffer] + rows.lowerBound * inputRow
    expansion.transposedMatrix.multiply(
      gradient, cells: rows.count * horizontal.size,
      epilogue: inputGradient.adds ? .adding(target, stride: expansion.inputLanes) : .plain, into: target)
  }

  // MARK: Depthwise convolution

  /// A row of the output, its clamp done.
  private func convolve(
    _ row: Int, _ wide: RowRing, into output: UnsafeMutablePointer<Float>, _ arena: Arena
  ) {
    let epilogue = layers.depthwiseClamp.epilogue(
      mask: depthwiseMask.map { arena.bytes($0) + row * wideOutputRow / 8 }, lanes: lanes)
    withUnsafeTemporaryAllocation(of: KernelRow.self, capacity: vertical.kernel) { kernelRows in
      var count = 0
      for kernelY in 0..<vertical.kernel {
        let y = row * vertical.stride - vertical.before + kernelY * vertical.dilation
        guard y >= 0, y < vertical.size else { continue }
        kernelRows.initializeElement(at: count, to: KernelRow(input: wide[y], weights: weights(kernelY, 0)))
        count += 1
      }
      let sums = DepthwiseRow(
        kernelRows: UnsafeBufferPointer(rebasing: kernelRows[..<count]), taps: horizontal.kernel,
        weightStep: lanes, dilation: horizontal.dilation, stride: horizontal.stride,
        offset: -horizontal.before, columns: horizontal.size, lanes: lanes, bias: depthwise.bias.pointer)
      sums.run(cells: horizontal.output, into: output, outputStep: 1, epilogue: epilogue)
    }
  }

  /// A row of the input's gradient, from the output's.
  ///
  /// With a stride `s`, input cells `s` apart meet the same kernel cells: one sum for each of the `s` kinds.
  private func unconvolve(
    _ row: Int, _ wide: RowRing, into input: UnsafeMutablePointer<Float>, _ arena: Arena
  ) {
    for taps in backwardTaps {
      let target = input + taps.targetStart * lanes
      let epilogue: Epilogue =
        if let expansionMask {
          .passing(
            mask: arena.bytes(expansionMask) + (row * wideInputRow + taps.targetStart * lanes) / 8,
            stride: lanes / 8)
        } else if layers.expansion == nil, inputGradient.adds {
          .adding(target, stride: lanes)
        } else {
          .plain
        }
      withUnsafeTemporaryAllocation(of: KernelRow.self, capacity: vertical.kernel) { kernelRows in
        var count = 0
        if let firstTap = taps.kernel.first {
          for kernelY in 0..<vertical.kernel {
            let y = row + vertical.before - kernelY * vertical.dilation
            guard y >= 0, y % vertical.stride == 0, y / vertical.stride < vertical.output else { continue }
            kernelRows.initializeElement(
              at: count, to: KernelRow(input: wide[y / vertical.stride], weights: weights(kernelY, firstTap)))
            count += 1
          }
        }
        let sums = DepthwiseRow(
          kernelRows: UnsafeBufferPointer(rebasing: kernelRows[..<count]), taps: taps.kernel.count,
          weightStep: taps.kernelStep * lanes, dilation: taps.distance, stride: 1, offset: taps.first,
          columns: horizontal.output, lanes: lanes, bias: nil)
        sums.run(cells: taps.targetCount, into: target, outputStep: taps.targetStep, epilogue: epilogue)
      }
    }
  }

  private func weights(_ kernelY: Int, _ kernelX: Int) -> UnsafePointer<Float> {
    depthwise.kernel.pointer + (kernelY * horizontal.kernel + kernelX) * lanes
  }

  // MARK: Projection

  /// Makes rows of the block's output.
  private func project(_ convolved: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ arena: Arena) {
    guard let projection = layers.projection else { return }
    let epilogue: Epilogue =
      if let shortcut {
        .adding(arena[shortcut] + rows.lowerBound * outputRow, stride: projection.outputLanes)
      } else {
        .plain
      }
    projection.matrix.multiply(
      convolved, cells: rows.count * horizontal.output, bias: projection.bias.pointer, epilogue: epilogue,
      into: arena[output] + rows.lowerBound * outputRow)
  }

  /// Takes rows of the block's gradient back to before the depthwise convolution's clamp.
  private func unproject(_ rows: Range<Int>, into wide: RowRing, _ arena: Arena) {
    guard let projection = layers.projection else { return }
    let mask = depthwiseMask.map { arena.bytes($0) }
    wide.forEachRun(of: rows) { rows, target in
      projection.transposedMatrix.multiply(
        arena[outputGradient] + rows.lowerBound * outputRow, cells: rows.count * horizontal.output,
        epilogue: mask.map { .passing(mask: $0 + rows.lowerBound * wideOutputRow / 8, stride: lanes / 8) }
          ?? .plain, into: target)
    }
  }

  /// The same where there is no projection: the gradient stays where it is.
  private func undoClamp(_ arena: Arena, _ team: Team) {
    guard let depthwiseMask else { return }
    let (gradient, mask) = (arena[outputGradient], arena.bytes(depthwiseMask))
    team.run(vertical.output) { row, _ in
      let start = gradient + row * wideOutputRow
      Clamp.backward(start, mask: mask + row * wideOutputRow / 8, count: wideOutputRow, into: start)
    }
  }
}
