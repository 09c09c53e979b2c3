/// What is computed from the present values of its operands alone, frame by frame.
enum Operation: Sendable {
  case unary(@Sendable (Double) -> Double)
  case binary(@Sendable (Double, Double) -> Double)
  case ternary(@Sendable (Double, Double, Double) -> Double)
  /// Two operands become one, until there is only one left.
  case fold(@Sendable (Double, Double) -> Double)
  case many(@Sendable ([Double]) -> Double)

  /// The result for these operands; not a number where there is none, as for a division by zero.
  func callAsFunction(_ x: [Double]) -> Double {
    switch self {
    case .unary(let compute): compute(x[0])
    case .binary(let compute): compute(x[0], x[1])
    case .ternary(let compute): compute(x[0], x[1], x[2])
    case .fold(let compute): x.dropFirst().reduce(x[0], compute)
    case .many(let compute): compute(x)
    }
  }

  /// As a condition, any number but 0 counts as true.
  static func isTrue(_ x: Double) -> Bool { x.magnitude > 0 }

  /// `(x - low) / (high - low)`: 0 at `low`, 1 at `high`, and no more outside; a step where both are the same.
  static func fraction(of x: Double, from low: Double, to high: Double) -> Double {
    guard low != high else { return x < low ? 0 : 1 }
    return min(max((x - low) / (high - low), 0), 1)
  }

  /// 0...1 with a gentle start and end: `3x² - 2x³`.
  static func ease(_ x: Double) -> Double { x * x * (3 - 2 * x) }
}
