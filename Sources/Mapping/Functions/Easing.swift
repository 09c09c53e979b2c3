import Foundation

/// How a way from 0 to 1 begins.
///
/// - Source: Penner, "Motion, tweening, and easing", in Programming Macromedia Flash MX, 2002.
enum Easing: String, CaseIterable, Sendable {
  case sine, quad, cubic, quart, expo, circ, back, bounce

  static let names = allCases.map(\.rawValue)

  /// The height at `x`, both 0...1; `back` first goes a little below 0.
  func callAsFunction(_ x: Double) -> Double {
    switch self {
    case .sine: 1 - cos(x * .pi / 2)
    case .quad: x * x
    case .cubic: x * x * x
    case .quart: x * x * x * x
    case .expo: x <= 0 ? 0 : exp2(10 * (x - 1))
    case .circ: 1 - (1 - x * x).squareRoot()
    case .back: x * x * (2.70158 * x - 1.70158)
    case .bounce: 1 - Self.bounced(1 - x)
    }
  }

  /// Falls, and bounces thrice, each time a quarter as high.
  private static func bounced(_ x: Double) -> Double {
    let (steepness, width) = (7.5625, 2.75)
    return switch x * width {
    case ..<1: steepness * x * x
    case ..<2: steepness * (x - 1.5 / width) * (x - 1.5 / width) + 0.75
    case ..<2.5: steepness * (x - 2.25 / width) * (x - 2.25 / width) + 0.9375
    default: steepness * (x - 2.625 / width) * (x - 2.625 / width) + 0.984375
    }
  }
}

extension Function {
  /// A function that bends the way from 0 to 1 with a named curve.
  static func easing(
    _ name: String, _ manner: String, example: String,
    _ bend: @escaping @Sendable (_ curve: (Double) -> Double, _ x: Double) -> Double
  ) -> Function {
    Function(
      name, [.number("x"), .word("curve", Easing.names).optional],
      "the way from 0 to 1, \(manner); `curve` is \(Easing.names.dropLast().joined(separator: ", ")) or \(Easing.names.last ?? "")",
      example: example,
      .curve { _, x in
        let easing = Easing(rawValue: x.word(1, otherwise: "cubic")) ?? .cubic
        return x.curve(0).map { bend(easing.callAsFunction, Swift.min(Swift.max($0, 0), 1)) }
      })
  }
}
