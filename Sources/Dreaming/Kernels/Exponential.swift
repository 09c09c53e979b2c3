/// e^x for eight values, to within 2e-7 of the result; below -87 it is e^-87, above 88 it is e^88.
///
/// x is split into a multiple of ln 2 and a rest, e^x = 2^n · e^r, and e^r is a polynomial.
///
/// - Source: Moshier, "Cephes mathematical library" (`expf`), 1992.
@inline(__always)
func exponential(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let x = smaller(larger(x, SIMD8(repeating: -87)), SIMD8(repeating: 88))
  // Adding 1.5 * 2^23 rounds to an integer, which then stands in the sum's lowest bits.
  let rounding = SIMD8<Float>(repeating: 12_582_912)
  let shifted = rounding.addingProduct(x, SIMD8(repeating: 1.442_695_04))
  let power = shifted - rounding
  // ln 2 in two parts: the first has so few bits that its product with the power is exact.
  var rest = x.addingProduct(power, SIMD8(repeating: -0.693_359_375))
  rest = rest.addingProduct(power, SIMD8(repeating: 2.121_944_40e-4))
  var sum = SIMD8<Float>(repeating: 1.987_569_15e-4)
  sum = SIMD8(repeating: 1.398_199_950_7e-3).addingProduct(sum, rest)
  sum = SIMD8(repeating: 8.333_451_907_3e-3).addingProduct(sum, rest)
  sum = SIMD8(repeating: 4.166_579_589_4e-2).addingProduct(sum, rest)
  sum = SIMD8(repeating: 1.666_666_545_9e-1).addingProduct(sum, rest)
  sum = SIMD8(repeating: 5.000_000_120_1e-1).addingProduct(sum, rest)
  let mantissa = (rest + 1).addingProduct(sum, rest * rest)
  let exponent = unsafeBitCast(shifted, to: SIMD8<Int32>.self) &<< 23 &+ (127 << 23)
  return mantissa * unsafeBitCast(exponent, to: SIMD8<Float>.self)
}

/// 1 / (1 + e^-x) for eight values.
@inline(__always)
func sigmoid(_ x: SIMD8<Float>) -> SIMD8<Float> {
  1 / (1 + exponential(-x))
}

/// The hyperbolic tangent of eight values, to within 1e-6 of the result.
///
/// For small values a polynomial; elsewhere 1 - 2 / (e^2x + 1).
///
/// - Source: Moshier, "Cephes mathematical library" (`tanhf`), 1992.
@inline(__always)
func hyperbolicTangent(_ x: SIMD8<Float>) -> SIMD8<Float> {
  let large = 1 - 2 / (1 + exponential(x + x))
  let square = x * x
  var sum = SIMD8<Float>(repeating: -5.704_988_727_45e-3)
  sum = SIMD8(repeating: 2.063_908_879_54e-2).addingProduct(sum, square)
  sum = SIMD8(repeating: -5.373_971_555_31e-2).addingProduct(sum, square)
  sum = SIMD8(repeating: 1.333_144_220_36e-1).addingProduct(sum, square)
  sum = SIMD8(repeating: -3.333_328_194_22e-1).addingProduct(sum, square)
  let small = x.addingProduct(sum * square, x)
  return large.replacing(with: small, where: square .< 0.39)
}
