import VectorKernels

/// A row of the kernel and the row of the feature map that it meets.
struct KernelRow {
  /// The feature map's first cell of the row.
  let input: UnsafePointer<Float>
  /// The first tap's weights.
  let weights: UnsafePointer<Float>
}

/// A row of depthwise sums, windows that reach over the border included: outside is zero.
struct DepthwiseRow {
  let kernelRows: UnsafeBufferPointer<KernelRow>
  /// Cells in each row of a window.
  let taps: Int
  /// Floats from a tap's weights to the next's.
  let weightStep: Int
  /// Columns from a tap to the next.
  let dilation: Int
  /// Columns from a window to the next.
  let stride: Int
  /// The first window's first column; may be outside.
  let offset: Int
  /// Cells in the feature map's rows.
  let columns: Int
  let lanes: Int
  /// `[lanes]`
  let bias: UnsafePointer<Float>?

  /// Computes sums for `cells` windows.
  ///
  /// - Parameters:
  ///   - outputStep: cells of the output from one window's to the next's.
  ///   - epilogue: of the first window's cell.
  func run(cells: Int, into output: UnsafeMutablePointer<Float>, outputStep: Int, epilogue: Epilogue) {
    let last = taps > 0 ? (taps - 1) * dilation : 0
    let firstInside = min(cells, offset >= 0 ? 0 : (-offset + stride - 1) / stride)
    let room = columns - 1 - last - offset
    let endInside = max(firstInside, min(cells, room < 0 ? 0 : room / stride + 1))
    for cell in 0..<firstInside { runAlone(cell, output, outputStep, epilogue) }
    run(firstInside..<endInside, taps: 0..<taps, into: output, outputStep, epilogue)
    for cell in endInside..<cells { runAlone(cell, output, outputStep, epilogue) }
  }

  /// A window that may reach over the border.
  private func runAlone(
    _ cell: Int, _ output: UnsafeMutablePointer<Float>, _ outputStep: Int, _ epilogue: Epilogue
  ) {
    let start = cell * stride + offset
    let first = min(taps, start >= 0 ? 0 : (-start + dilation - 1) / dilation)
    let room = columns - 1 - start
    let end = max(first, min(taps, room < 0 ? 0 : room / dilation + 1))
    run(cell..<cell + 1, taps: first..<end, into: output, outputStep, epilogue)
  }

  private func run(
    _ cells: Range<Int>, taps: Range<Int>, into output: UnsafeMutablePointer<Float>, _ outputStep: Int,
    _ epilogue: Epilogue
  ) {
    guard !cells.isEmpty else { return }
    let column = cells.lowerBound * stride + offset + taps.lowerBound * dilation
    let place = cells.lowerBound * outputStep
    withUnsafeTemporaryAllocation(of: UnsafePointer<Float>.self, capacity: 2 * kernelRows.count) { pointers in
      for (index, row) in kernelRows.enumerated() {
        pointers.initializeElement(at: index, to: row.input + column * lanes)
        pointers.initializeElement(
          at: kernelRows.count + index, to: row.weights + taps.lowerBound * weightStep)
      }
      Kernels.best.depthwiseSum(
        DepthwiseSum(
          inputs: UnsafeBufferPointer(rebasing: pointers[..<kernelRows.count]),
          weights: UnsafeBufferPointer(rebasing: pointers[kernelRows.count...]), kernelWidth: taps.count,
          weightStep: weightStep, dilation: dilation, stride: stride, lanes: lanes, cells: cells.count,
          bias: bias, output: output + place * lanes, outputStep: outputStep,
          epilogue: epilogue.advanced(byCells: place)))
    }
  }
}
