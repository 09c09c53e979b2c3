import Foundation

/// What is computed from the present values of its operands alone, frame by frame.
enum Operation: Sendable, Equatable {
  case add, subtract, multiply, divide, negate
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case and, or, not, choose
  case min, max, clamp, mix, scale, smoothstep
  case abs, floor, round, mod, sqrt, pow, sin, cos

  /// The result for these operands; not a number where there is none, as for a division by zero.
  ///
  /// Truth is 1 and untruth 0.
  func callAsFunction(_ x: [Double]) -> Double {
    switch self {
    case .add: x[0] + x[1]
    case .subtract: x[0] - x[1]
    case .multiply: x[0] * x[1]
    case .divide: x[1] == 0 ? .nan : x[0] / x[1]
    case .negate: -x[0]
    case .less: x[0] < x[1] ? 1 : 0
    case .lessOrEqual: x[0] <= x[1] ? 1 : 0
    case .greater: x[0] > x[1] ? 1 : 0
    case .greaterOrEqual: x[0] >= x[1] ? 1 : 0
    case .equal: x[0] == x[1] ? 1 : 0
    case .notEqual: x[0] != x[1] ? 1 : 0
    case .and: Self.isTrue(x[0]) && Self.isTrue(x[1]) ? 1 : 0
    case .or: Self.isTrue(x[0]) || Self.isTrue(x[1]) ? 1 : 0
    case .not: Self.isTrue(x[0]) ? 0 : 1
    case .choose: Self.isTrue(x[0]) ? x[1] : x[2]
    case .min: x.dropFirst().reduce(x[0]) { Swift.min($0, $1) }
    case .max: x.dropFirst().reduce(x[0]) { Swift.max($0, $1) }
    case .clamp: Swift.min(Swift.max(x[0], x[1]), x[2])
    case .mix: x[0] + (x[1] - x[0]) * x[2]
    case .scale: x[3] + (x[4] - x[3]) * Self.fraction(of: x[0], from: x[1], to: x[2])
    case .smoothstep: Self.ease(Self.fraction(of: x[0], from: x[1], to: x[2]))
    case .abs: Swift.abs(x[0])
    case .floor: x[0].rounded(.down)
    case .round: x[0].rounded()
    case .mod: x[1] == 0 ? .nan : x[0] - x[1] * (x[0] / x[1]).rounded(.down)
    case .sqrt: x[0].squareRoot()
    case .pow: Foundation.pow(x[0], x[1])
    case .sin: Foundation.sin(x[0])
    case .cos: Foundation.cos(x[0])
    }
  }

  /// As a condition, any number but 0 counts as true.
  static func isTrue(_ x: Double) -> Bool { x.magnitude > 0 }

  /// 0 at `low`, 1 at `high`, and no more outside; a step where both are the same.
  private static func fraction(of x: Double, from low: Double, to high: Double) -> Double {
    guard low != high else { return x < low ? 0 : 1 }
    return Swift.min(Swift.max((x - low) / (high - low), 0), 1)
  }

  /// 0...1 with a gentle start and end.
  static func ease(_ x: Double) -> Double { x * x * (3 - 2 * x) }
}
