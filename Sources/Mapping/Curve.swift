/// One number a frame, or the same number for every frame.
enum Curve {
  case constant(Double)
  case frames([Double])

  /// The value at a frame.
  subscript(frame: Int) -> Double {
    switch self {
    case .constant(let value): value
    case .frames(let values): values[frame]
    }
  }
}

extension Curve {
  /// Computes an operation frame by frame.
  static func applying(_ operation: Operation, to operands: [Curve], frameCount: Int) -> Curve {
    var present = Array(repeating: 0.0, count: operands.count)
    var varying: [(index: Int, values: [Double])] = []
    for (index, operand) in operands.enumerated() {
      switch operand {
      case .constant(let value): present[index] = value
      case .frames(let values): varying.append((index, values))
      }
    }
    guard !varying.isEmpty else { return .constant(operation(present)) }
    return .frames(
      (0..<frameCount).map { frame in
        for (index, values) in varying { present[index] = values[frame] }
        return operation(present)
      })
  }
}
