import Foundation

/// An operator of the language.
enum Operator: Sendable {
  case or, and, not
  case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
  case add, subtract, multiply, divide, power, negate
  /// `condition ? a : b`
  case choose

  /// What it computes. Truth is 1 and untruth 0; a division by zero is not a number.
  var operation: Operation {
    switch self {
    case .or: .binary { Operation.isTrue($0) || Operation.isTrue($1) ? 1 : 0 }
    case .and: .binary { Operation.isTrue($0) && Operation.isTrue($1) ? 1 : 0 }
    case .not: .unary { Operation.isTrue($0) ? 0 : 1 }
    case .less: .binary { $0 < $1 ? 1 : 0 }
    case .lessOrEqual: .binary { $0 <= $1 ? 1 : 0 }
    case .greater: .binary { $0 > $1 ? 1 : 0 }
    case .greaterOrEqual: .binary { $0 >= $1 ? 1 : 0 }
    case .equal: .binary { $0 == $1 ? 1 : 0 }
    case .notEqual: .binary { $0 != $1 ? 1 : 0 }
    case .add: .binary { $0 + $1 }
    case .subtract: .binary { $0 - $1 }
    case .multiply: .binary { $0 * $1 }
    case .divide: .binary { $1 == 0 ? .nan : $0 / $1 }
    case .power: .binary { pow($0, $1) }
    case .negate: .unary { -$0 }
    case .choose: .ternary { Operation.isTrue($0) ? $1 : $2 }
    }
  }
}
