/// How a convolution treats the border of its input; outside is zero.
enum Padding: Sendable, Equatable {
  /// As much as makes the output `ceil(size / stride)`, an odd cell at the end (ONNX: SAME_UPPER, TensorFlow: SAME).
  case sameUpper
  /// The same, but an odd cell at the start.
  case sameLower
  /// Cells before and after.
  case explicit(top: Int, left: Int, bottom: Int, right: Int)

  static let none = Padding.explicit(top: 0, left: 0, bottom: 0, right: 0)
}

/// The kernel of a convolution or a pool, and how it moves over a feature map.
struct KernelGeometry: Sendable, Equatable {
  var height: Int
  var width: Int
  var verticalStride = 1
  var horizontalStride = 1
  /// Cells of the input from one of the kernel's rows to the next.
  var verticalDilation = 1
  /// Cells of the input from one of the kernel's columns to the next.
  var horizontalDilation = 1
  var padding = Padding.none
  /// Whether a last window that reaches over the end counts (ONNX: ceil_mode; pools only).
  var roundsUp = false

  var area: Int { height * width }

  /// Cells of the input from the first that a window meets to the last, both included.
  var extent: (height: Int, width: Int) {
    ((height - 1) * verticalDilation + 1, (width - 1) * horizontalDilation + 1)
  }

  /// How the kernel moves down an input of `height` cells.
  func vertical(_ height: Int) -> Window {
    var explicit = (before: 0, after: 0)
    if case .explicit(let top, _, let bottom, _) = padding { explicit = (top, bottom) }
    return Window(
      size: height, kernel: self.height, stride: verticalStride, dilation: verticalDilation,
      padding: padding, explicit: explicit, roundsUp: roundsUp)
  }

  /// How the kernel moves along an input of `width` cells.
  func horizontal(_ width: Int) -> Window {
    var explicit = (before: 0, after: 0)
    if case .explicit(_, let left, _, let right) = padding { explicit = (left, right) }
    return Window(
      size: width, kernel: self.width, stride: horizontalStride, dilation: horizontalDilation,
      padding: padding, explicit: explicit, roundsUp: roundsUp)
  }
}

/// How a window of `kernel` cells moves along one dimension of an input.
struct Window: Hashable {
  /// Cells of the input.
  let size: Int
  /// Cells of the input that it meets at a time.
  let kernel: Int
  let stride: Int
  /// Cells from one that it meets to the next.
  let dilation: Int
  /// Cells from the first that it meets to the last, both included: `(kernel - 1) * dilation + 1`.
  let extent: Int
  /// Cells of padding before the input.
  let before: Int
  /// Cells of the output; 0 or less if the window doesn't fit.
  let output: Int

  /// - Parameter explicit: cells of padding before and after, for `Padding.explicit`.
  fileprivate init(
    size: Int, kernel: Int, stride: Int, dilation: Int, padding: Padding,
    explicit: (before: Int, after: Int), roundsUp: Bool
  ) {
    (self.size, self.kernel, self.stride, self.dilation) = (size, kernel, stride, dilation)
    extent = (kernel - 1) * dilation + 1
    switch padding {
    case .explicit:
      before = explicit.before
      let room = size + explicit.before + explicit.after - extent
      var output = room < 0 ? 0 : room / stride + 1
      // A window that would start in the padding after the input has nothing to see, so it doesn't count.
      if roundsUp, room > 0, room % stride > 0, output * stride < size + explicit.before { output += 1 }
      self.output = output
    case .sameUpper, .sameLower:
      output = (size + stride - 1) / stride
      let total = max((output - 1) * stride + extent - size, 0)
      before = padding == .sameUpper ? total / 2 : total - total / 2
    }
  }
}
