import Foundation
import Testing

@testable import Dreaming

@Suite struct ExponentialTests {
  /// The largest relative error over many values of `range`.
  private func error(
    _ range: ClosedRange<Float>, _ function: (SIMD8<Float>) -> SIMD8<Float>, _ right: (Double) -> Double
  ) -> Double {
    let count = 40_000
    return (0...count).map { index in
      let x = range.lowerBound + (range.upperBound - range.lowerBound) * Float(index) / Float(count)
      let y = right(Double(x))
      return y == 0 ? 0 : abs(Double(function(SIMD8(repeating: x))[index % 8]) / y - 1)
    }.max()!
  }

  @Test func exponentials() {
    #expect(error(-87...88, exponential, exp) < 2e-7)
    #expect(error(-1...1, exponential, exp) < 2e-7)
  }

  @Test func sigmoids() {
    #expect(error(-80...80, sigmoid) { 1 / (1 + exp(-$0)) } < 5e-7)
  }

  @Test func hyperbolicTangents() {
    #expect(error(-20...20, hyperbolicTangent, tanh) < 1e-6)
    #expect(error(-0.7...0.7, hyperbolicTangent, tanh) < 1e-6)
  }

  @Test func farOutValuesStayFinite() {
    for x: Float in [-.infinity, -1e30, -200, 200, 1e30, .infinity] {
      #expect(exponential(SIMD8(repeating: x))[0].isFinite)
      #expect(sigmoid(SIMD8(repeating: x))[0] == (x < 0 ? sigmoid(SIMD8(repeating: -88))[0] : 1))
      #expect(hyperbolicTangent(SIMD8(repeating: x))[0] == (x < 0 ? -1 : 1))
    }
    #expect(exponential(SIMD8(repeating: .nan))[0].isNaN)
  }
}
