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

  /// Cells of the kernel from a tap to the next; below 0 on the way back.
  var kernelStep: Int { kernel.count > 1 ? kernel[1] - kernel[0] : 0 }

  /// The source's cells that some targets' windows are in, those between taps included; not all need exist.
  func sources(of targets: Range<Int>) -> Range<Int> {
    let start = first + targets.lowerBound * sourceStep
    return start..<start + max(0, (targets.count - 1) * sourceStep + (kernel.count - 1) * distance + 1)
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
