/// Eight logarithms at a time, to base 2, correct to 2e-5; values must be above 0 and not denormal.
///
/// The exponent e is read from the bits; the mantissa m, 1...2, has the series of the inverse hyperbolic tangent:
///
///     log₂ x = e + 2 / ln 2 · (t + t³/3 + t⁵/5 + t⁷/7...),  t = (m - 1) / (m + 1)
@inline(__always)
func log2(_ values: SIMD8<Float>) -> SIMD8<Float> {
  let bits = unsafeBitCast(values, to: SIMD8<Int32>.self)
  let exponents = SIMD8<Float>((bits &>> 23) &- 127)
  let mantissas = unsafeBitCast((bits & 0x7F_FFFF) | 0x3F80_0000, to: SIMD8<Float>.self)
  let t = (mantissas - 1) / (mantissas + 1)
  let square = t * t
  let series = 2.885_390_1 + square * (0.961_796_7 + square * (0.577_078 + square * 0.412_198_6))
  return exponents + t * series
}

/// The medians of 17 values in each of eight lanes.
///
/// Of ten values the least and the greatest can't be the median; they make room for the next value, until three
/// are left.
@inline(__always)
func median(
  of17 value: (Int) -> SIMD8<Float>, in scratch: UnsafeMutablePointer<SIMD8<Float>>
) -> SIMD8<Float> {
  for i in 0..<10 { scratch[i] = value(i) }
  var (count, next) = (10, 10)
  while count > 3 {
    let last = count - 1
    for i in 0..<count / 2 { order(scratch, i, last - i) }
    for i in stride(from: 1, through: last / 2, by: 1) {
      order(scratch, 0, i)
      order(scratch, last - i, last)
    }
    scratch[0] = value(next)
    next += 1
    count -= 1
  }
  order(scratch, 0, 1)
  order(scratch, 1, 2)
  order(scratch, 0, 1)
  return scratch[1]
}

/// Puts the lesser of two values first, lane by lane.
@inline(__always)
private func order(_ values: UnsafeMutablePointer<SIMD8<Float>>, _ i: Int, _ j: Int) {
  let (one, other) = (values[i], values[j])
  let swaps = other .< one
  values[i] = one.replacing(with: other, where: swaps)
  values[j] = other.replacing(with: one, where: swaps)
}
