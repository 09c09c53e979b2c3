import VectorKernels

/// Sums over windows as matrix products: the window of each target cell, as one long row, times a matrix.
///
/// Windows are read where they lie, in rows with zeros around: neighbouring windows share what they overlap in. Each group
/// has a product of its own.
struct WindowSums: BandedSums {
  private let vertical: WindowTaps
  private let horizontal: WindowTaps
  private let target: Shape
  private let padded: PaddedRows
  /// One for each group; none if nothing is met.
  private let matrices: [WeightMatrix]
  private let sourcesPerGroup: Int
  private let targetsPerGroup: Int
  /// Floats from a window's start to where each of its runs of floats in padded rows starts.
  private let segments: [Int]
  /// Of `vertical.targetCount`.
  private let bands: [Range<Int>]

  /// - Parameters:
  ///   - vertical, horizontal: where windows are.
  ///   - source, target: shapes of the feature maps, of which height, width and lanes count.
  init(
    _ kernel: KernelMatrices, _ direction: KernelMatrices.Direction, vertical: WindowTaps,
    horizontal: WindowTaps, source: Shape, target: Shape
  ) {
    (self.vertical, self.horizontal, self.target) = (vertical, horizontal, target)
    matrices =
      vertical.kernel.isEmpty || horizontal.kernel.isEmpty
      ? [] : kernel.windows(vertical.kernel, horizontal.kernel, direction)
    let (inputs, outputs) = (kernel.weights.inputsPerGroup, kernel.weights.outputsPerGroup)
    let isOne = kernel.weights.groups == 1
    (sourcesPerGroup, targetsPerGroup) =
      direction == .forward
      ? (isOne ? source.lanes : inputs, isOne ? target.lanes : outputs)
      : (isOne ? source.lanes : outputs, isOne ? target.lanes : inputs)
    let padded = PaddedRows(source: source, columns: horizontal.sources(of: 0..<horizontal.targetCount))
    self.padded = padded
    let rows = vertical.kernel.indices.map { $0 * vertical.distance * padded.pitch }
    // Cells side by side, with all their lanes, are one run.
    segments =
      horizontal.distance == 1 && isOne
      ? rows
      : rows.flatMap { row in
        horizontal.kernel.indices.map { row + $0 * horizontal.distance * source.lanes }
      }
    let floatsInCache = 96 * 1024
    let perRow = vertical.sourceStep * padded.pitch + horizontal.targetCount * target.lanes
    bands = Dreaming.bands(of: vertical.targetCount, height: max(1, floatsInCache / max(1, perRow)))
  }

  var count: Int { bands.count }

  var scratchCount: Int {
    let rows = bands.first.map { vertical.sources(of: $0).count } ?? 0
    return rowCount + productCount + rows * padded.pitch
  }

  /// Whether products can be left in the target, being whole vectors.
  private var leavesDirectly: Bool { !matrices.isEmpty && targetsPerGroup % 8 == 0 }

  /// Floats of a row of sums, and of a group's products, on their way to the target.
  private var rowCount: Int { leavesDirectly ? 0 : horizontal.targetCount * target.lanes }
  private var productCount: Int {
    leavesDirectly ? 0 : horizontal.targetCount * (matrices.first?.columns ?? 0)
  }

  func compute(
    band: Int, from source: MaskedCells, bias: UnsafePointer<Float>?,
    into output: UnsafeMutablePointer<Float>, epilogue: Epilogue, scratch: UnsafeMutablePointer<Float>
  ) {
    let rows = bands[band]
    let cells = scratch + (rowCount + productCount)
    if !matrices.isEmpty { padded.copy(vertical.sources(of: rows), of: source, into: cells) }
    for row in rows {
      let windows = UnsafePointer(cells + (row - rows.lowerBound) * vertical.sourceStep * padded.pitch)
      let y = vertical.targetStart + row * vertical.targetStep
      let cell = y * target.width + horizontal.targetStart
      let epilogue = epilogue.advanced(byCells: cell, step: horizontal.targetStep)
      let line = output + cell * target.lanes
      if leavesDirectly {
        for group in matrices.indices {
          let lane = group * targetsPerGroup
          multiply(
            windows, group, bias: bias.map { $0 + lane },
            epilogue: epilogue.advanced(byCells: 0, lanes: lane),
            into: line + lane, stride: horizontal.targetStep * target.lanes)
        }
      } else {
        sum(windows, bias, into: scratch, products: scratch + rowCount)
        epilogue.store(
          scratch, cells: horizontal.targetCount, lanes: target.lanes, into: line,
          stride: horizontal.targetStep * target.lanes)
      }
    }
  }

  /// A row's sums of a group.
  private func multiply(
    _ windows: UnsafePointer<Float>, _ group: Int, bias: UnsafePointer<Float>?, epilogue: Epilogue,
    into output: UnsafeMutablePointer<Float>, stride: Int
  ) {
    segments.withUnsafeBufferPointer { segments in
      matrices[group].multiply(
        windows + group * sourcesPerGroup, cells: horizontal.targetCount,
        inputStride: horizontal.sourceStep * padded.source.lanes, segments: segments, bias: bias,
        epilogue: epilogue, into: output, outputStride: stride)
    }
  }

  /// A row's sums of all groups, of any number of channels, and zeros in extra lanes.
  private func sum(
    _ windows: UnsafePointer<Float>, _ bias: UnsafePointer<Float>?, into row: UnsafeMutablePointer<Float>,
    products: UnsafeMutablePointer<Float>
  ) {
    for cell in 0..<horizontal.targetCount {
      for lane in 0..<target.lanes { row[cell * target.lanes + lane] = bias?[lane] ?? 0 }
    }
    for (group, matrix) in matrices.enumerated() {
      multiply(windows, group, bias: nil, epilogue: .plain, into: products, stride: matrix.columns)
      for cell in 0..<horizontal.targetCount {
        let target = row + (cell * target.lanes + group * targetsPerGroup)
        for lane in 0..<targetsPerGroup { target[lane] += products[cell * matrix.columns + lane] }
      }
    }
  }
}
