/// Along one dimension, which cells of a source the cells of a target are sums over, and through which of the kernel's.
///
/// Both ways of a convolution are such sums. Forward, the source is the input. Backward, it is the output's gradient: with a
/// stride `s`, each `s`th cell of the input meets the same of the kernel's cells, which makes `s` kinds of sums.
struct WindowTaps: Equatable {
  /// Cells of the kernel, in the order of the source's cells that they meet.
  let kernel: [Int]
  /// The source's cell that the first target cell's first tap meets; it may be outside of the source.
  let first: Int
  /// Cells of the source from a tap to the next.
  let distance: Int
  /// Cells of the source by which the taps move from a target cell to the next.
  let sourceStep: Int
  /// The first target cell.
  let targetStart: Int
  /// From a target cell to the next.
  let targetStep: Int
  /// Target cells.
  let targetCount: Int

  /// The source's cells that some targets' windows are in, those between taps included; not all need exist.
  func sources(of targets: Range<Int>) -> Range<Int> {
    let start = first + targets.lowerBound * sourceStep
    return start..<start + max(0, (targets.count - 1) * sourceStep + (kernel.count - 1) * distance + 1)
  }
}

/// Along one dimension, blocks of an input's cells, and which of the output's cells their gradients are sums over.
///
/// Together, neighbouring cells make use of whole vectors, when each by itself has but a few lanes.
struct WindowBlocks: Hashable {
  /// Cells of the input in a block: a whole number of strides.
  let block: Int
  /// The output's cell that the first block's first tap is; it may be outside of the output.
  let first: Int
  /// Cells of the output that a block meets.
  let taps: Int
  /// Cells of the output from one block's to the next one's.
  let sourceStep: Int
  /// Blocks.
  let count: Int
  private let window: Window

  /// - Parameter window: without dilation.
  init(_ window: Window) {
    self.window = window
    block = window.stride == 1 ? 2 : window.stride
    let stride = window.stride
    // The first output whose window ends in the block, and the last whose window starts in it.
    let start = window.before - window.kernel + 1
    first = start < 0 ? -(-start / stride) : (start + stride - 1) / stride
    taps = (block - 1 + window.before) / stride - first + 1
    sourceStep = block / stride
    count = (window.size + block - 1) / block
  }

  /// The kernel's cell through which a block's cell meets one of its taps.
  func kernel(tap: Int, cell: Int) -> Int? {
    let kernel = cell + window.before - (first + tap) * window.stride
    return (0..<window.kernel).contains(kernel) ? kernel : nil
  }

  /// The output's cells that some blocks meet; not all need exist.
  func sources(of blocks: Range<Int>) -> Range<Int> {
    let start = first + blocks.lowerBound * sourceStep
    return start..<start + (blocks.count - 1) * sourceStep + taps
  }
}

extension Window {
  /// The sums that make the output.
  var forwardTaps: WindowTaps {
    WindowTaps(
      kernel: Array(0..<kernel), first: -before, distance: dilation, sourceStep: stride, targetStart: 0,
      targetStep: 1, targetCount: output)
  }

  /// The sums that make the input's gradient from the output's, for each kind of input cells.
  ///
  /// Input cell `x` is met by kernel cell `k` of output cell `(x + before - k * dilation) / stride` if that is whole.
  var backwardTaps: [WindowTaps] {
    (0..<min(stride, size)).map { start in
      let taps = (0..<kernel).filter { (start + before - $0 * dilation) % stride == 0 }.reversed()
      let outputs = taps.map { (start + before - $0 * dilation) / stride }
      return WindowTaps(
        kernel: Array(taps), first: outputs.first ?? 0,
        distance: outputs.count > 1 ? outputs[1] - outputs[0] : 1, sourceStep: 1, targetStart: start,
        targetStep: stride, targetCount: (size - start + stride - 1) / stride)
    }
  }
}
