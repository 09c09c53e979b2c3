/// One number a frame, or the same number for every frame.
enum Curve {
  case constant(Double)
  /// `[frame]`
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
  /// Each value put through a function.
  func map(_ compute: (Double) -> Double) -> Curve {
    switch self {
    case .constant(let value): .constant(compute(value))
    case .frames(let values): .frames(values.map(compute))
    }
  }

  /// Two curves put together, value by value.
  func combined(with other: Curve, _ compute: (Double, Double) -> Double) -> Curve {
    switch (self, other) {
    case (.constant(let a), .constant(let b)): .constant(compute(a, b))
    case (.constant(let a), .frames(let b)): .frames(b.map { compute(a, $0) })
    case (.frames(let a), .constant(let b)): .frames(a.map { compute($0, b) })
    case (.frames(let a), .frames(let b)): .frames(a.indices.map { compute(a[$0], b[$0]) })
    }
  }

  /// Computes an operation frame by frame, from one curve for each operand.
  static func applying(_ operation: Operation, to operands: [Curve], frameCount: Int) -> Curve {
    switch operation {
    case .unary(let compute): return operands[0].map(compute)
    case .binary(let compute): return operands[0].combined(with: operands[1], compute)
    case .fold(let compute):
      return operands.dropFirst().reduce(operands[0]) { $0.combined(with: $1, compute) }
    case .ternary, .many:
      var present = operands.map { $0[0] }
      let varying = operands.indices.filter { if case .frames = operands[$0] { true } else { false } }
      guard !varying.isEmpty else { return .constant(operation(present)) }
      return .frames(
        (0..<frameCount).map { frame in
          for index in varying { present[index] = operands[index][frame] }
          return operation(present)
        })
    }
  }
}
