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
