import Foundation
import Testing

@testable import Mapping

@Suite struct NumbersTests {
  @Test(arguments: [
    ("clamp(5, 0, 1)", 1), ("clamp(-5, 0, 1)", 0), ("mix(2, 4, 0.25)", 2.5), ("scale(5, 0, 10, 1, 3)", 2),
    ("scale(20, 0, 10, 1, 3)", 3), ("scale(-1, 0, 10, 3, 1)", 3), ("scale(1, 1, 1, 0, 7)", 7),
    ("smoothstep(0.5, 0, 1)", 0.5), ("smoothstep(0.25, 0, 1)", 0.15625), ("abs(-3)", 3),
    ("floor(-1.5)", -2), ("round(2.6)", 3), ("mod(7, 3)", 1), ("mod(-1, 3)", 2), ("sqrt(16)", 4),
    ("pow(2, 10)", 1024), ("sin(0)", 0), ("cos(0)", 1), ("min(3, 1, 2)", 1), ("max(3, 1, 2)", 3),
    ("remap(5, 0, 10, 1, 3)", 2), ("quantise(0.6, 0.25)", 0.5), ("quantize(0.7, 0.25)", 0.75),
    ("quantise(7, 0)", 7), ("fract(-0.25)", 0.75), ("exp(0)", 1), ("log(exp(2))", 2),
    ("choose(1, [4, 5, 6])", 5), ("choose(-1, [4, 5, 6])", 6), ("choose(3.9, [4, 5, 6])", 4),
    ("sin(30deg)", 0.5), ("cos(180deg)", -1), ("clamp(20%, 50%, 90%)", 0.5),
  ])
  func computes(expression: String, expected: Double) throws {
    #expect(try abs(value(expression) - expected) < 1e-12)
  }
}
