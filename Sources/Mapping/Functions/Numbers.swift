import Foundation

extension Function {
  /// Numbers moved, bent and chosen.
  static let shapes = [
    Function(
      "clamp", [.number("x", .output), .number("low", .output), .number("high", .output)],
      "`x`, but never below `low` or above `high`", example: "clamp(2 * bass, 0, 1)",
      .operation(.ternary { Swift.min(Swift.max($0, $1), $2) })),
    Function(
      "mix", [.number("a", .output), .number("b", .output), .number("t")],
      "`a` where `t` is 0, `b` where it is 1", example: "mix(0.2, 1, bass)",
      .operation(.ternary { $0 + ($1 - $0) * $2 })),
    Function(
      "remap", aliases: ["scale"],
      [
        .number("x", .input), .number("inLow", .input), .number("inHigh", .input),
        .number("outLow", .output), .number("outHigh", .output),
      ],
      "moves a range to another, and no further", example: "remap(bass, 0.3, 0.8, 1, 1.05)",
      .operation(.many { $0[3] + ($0[4] - $0[3]) * Operation.fraction(of: $0[0], from: $0[1], to: $0[2]) })),
    Function(
      "smoothstep", [.number("x", .input), .number("low", .input), .number("high", .input)],
      "0 below `low`, 1 above `high`, gently between", example: "smoothstep(loudness, 0.5, 1)",
      .operation(.ternary { Operation.ease(Operation.fraction(of: $0, from: $1, to: $2)) })),
    Function(
      "quantise", aliases: ["quantize"], [.number("x", .output), .number("step", .output)],
      "the nearest multiple of `step`", example: "quantise(loudness, 0.25)",
      .operation(.binary { $1 == 0 ? $0 : ($0 / $1).rounded() * $1 })),
    easing("easeIn", "slowly at first", example: "easeIn(beatPhase, cubic)") { $0($1) },
    easing("easeOut", "slowly at last", example: "easeOut(sectionPhase, expo)") { 1 - $0(1 - $1) },
    easing("easeInOut", "slowly at both ends", example: "easeInOut(barPhase, sine)") { curve, x in
      x < 0.5 ? curve(2 * x) / 2 : 1 - curve(2 - 2 * x) / 2
    },
    Function(
      "choose", [.number("index"), .list("values")],
      "the value with this number, 0 for the first; behind the last comes the first again",
      example: "choose(section, [0.2, 1, 0.5])",
      .curve { $0.choose($1.curve(0), $1.list(1)) }),
    Function(
      "if", [.number("condition", .any), .number("then", .output), .number("else", .output)],
      "the same as `condition ? then : else`, without quotes", example: "if(bass > 0.5, 1, 0)",
      .operation(Operator.choose.operation)),
  ]

  /// Arithmetic.
  static let arithmetic = [
    Function(
      "min", [.number("a", .output), .number("b", .output).repeated], "the lowest",
      example: "min(bass, treble)", .operation(.fold { Swift.min($0, $1) })),
    Function(
      "max", [.number("a", .output), .number("b", .output).repeated], "the highest",
      example: "max(bass, mid, treble)", .operation(.fold { Swift.max($0, $1) })),
    Function(
      "abs", [.number("x", .output)], "without its sign", example: "abs(bass - treble)",
      .operation(.unary { Swift.abs($0) })),
    Function(
      "floor", [.number("x", .output)], "the whole number below", example: "floor(time / 4)",
      .operation(.unary { $0.rounded(.down) })),
    Function(
      "round", [.number("x", .output)], "the nearest whole number", example: "round(4 * bass)",
      .operation(.unary { $0.rounded() })),
    Function(
      "fract", [.number("x", .output)], "what is behind the decimal point, 0 or more",
      example: "fract(time / 4)", .operation(.unary { $0 - $0.rounded(.down) })),
    Function(
      "mod", [.number("x", .output), .number("divisor", .output)], "what is left over, 0 or more",
      example: "mod(time, 10)",
      .operation(.binary { $1 == 0 ? .nan : $0 - $1 * ($0 / $1).rounded(.down) })),
    Function(
      "pow", [.number("x"), .number("exponent")], "the power, the same as `x ^ exponent`",
      example: "pow(bass, 2)", .operation(Operator.power.operation)),
    Function(
      "sqrt", [.number("x")], "the square root", example: "sqrt(bass)",
      .operation(.unary { $0.squareRoot() })),
    Function(
      "exp", [.number("x")], "e to this power", example: "exp(-4 * beatPhase)",
      .operation(.unary { Foundation.exp($0) })),
    Function(
      "log", [.number("x")], "the natural logarithm", example: "log(1 + bass)",
      .operation(.unary { $0 > 0 ? Foundation.log($0) : .nan })),
    Function(
      "sin", [.number("x", .angle)], "the sine of an angle, or of radians without a unit",
      example: "sin(360deg * beatPhase)", .operation(.unary { Foundation.sin($0) })),
    Function(
      "cos", [.number("x", .angle)], "the cosine of an angle, or of radians without a unit",
      example: "cos(2 * pi * barPhase)", .operation(.unary { Foundation.cos($0) })),
  ]
}

extension Evaluator {
  /// The value whose number `index` is, rounded down, round and round; not a number where that isn't.
  func choose(_ index: Curve, _ values: [Curve]) -> Curve {
    .frames(
      (0..<frameCount).map { frame in
        let place = index[frame].rounded(.down)
        guard place.magnitude < 1e15 else { return .nan }
        let turn = Int(place) % values.count
        return values[turn < 0 ? turn + values.count : turn][frame]
      })
  }
}
