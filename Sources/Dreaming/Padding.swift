/// How a convolution treats the border of its input; outside is zero.
enum Padding: Sendable, Equatable {
  /// As much as makes the output `ceil(size / stride)`, an odd cell at the end (ONNX: SAME_UPPER, TensorFlow: SAME).
  case sameUpper
  /// The same, but an odd cell at the start.
  case sameLower
  /// Cells before and after.
  case explicit(top: Int, left: Int, bottom: Int, right: Int)
}

/// How a window of `kernel` cells moves along one dimension of an input.
struct Window: Equatable {
  /// Cells of the input.
  let size: Int
  let kernel: Int
  let stride: Int
  /// Cells of zeros before the input.
  let before: Int
  /// Cells of the output; 0 or less if the window doesn't fit.
  let output: Int

  /// - Parameter explicit: cells of zeros before and after, for `Padding.explicit`.
  private init(size: Int, kernel: Int, stride: Int, padding: Padding, explicit: (before: Int, after: Int)) {
    self.size = size
    self.kernel = kernel
    self.stride = stride
    switch padding {
    case .explicit:
      before = explicit.before
      let room = size + explicit.before + explicit.after - kernel
      output = room < 0 ? 0 : room / stride + 1
    case .sameUpper, .sameLower:
      output = (size + stride - 1) / stride
      let total = max((output - 1) * stride + kernel - size, 0)
      before = padding == .sameUpper ? total / 2 : total - total / 2
    }
  }

  /// Along the height.
  static func vertical(_ size: Int, kernel: Int, stride: Int, padding: Padding) -> Window {
    guard case .explicit(let top, _, let bottom, _) = padding else {
      return Window(size: size, kernel: kernel, stride: stride, padding: padding, explicit: (0, 0))
    }
    return Window(size: size, kernel: kernel, stride: stride, padding: padding, explicit: (top, bottom))
  }

  /// Along the width.
  static func horizontal(_ size: Int, kernel: Int, stride: Int, padding: Padding) -> Window {
    guard case .explicit(_, let left, _, let right) = padding else {
      return Window(size: size, kernel: kernel, stride: stride, padding: padding, explicit: (0, 0))
    }
    return Window(size: size, kernel: kernel, stride: stride, padding: padding, explicit: (left, right))
  }
}
