/// Sums over many floats: sixteen lanes of floats for a block at a time, blocks in Double.
///
/// Blocks are counted from the start, so that the result depends on the values only.
private let block = 1024

/// The magnitude of each lane: the sign bit cleared.
@inline(__always)
private func magnitude(_ value: SIMD16<Float>) -> SIMD16<Float> {
  let bits = unsafeBitCast(value, to: SIMD16<UInt32>.self)
  return unsafeBitCast(bits & SIMD16<UInt32>(repeating: 0x7FFF_FFFF), to: SIMD16<Float>.self)
}

/// Σ|x|.
func sumOfMagnitudes(_ values: UnsafePointer<Float>, count: Int) -> Double {
  sum(values, count: count, lanes: { magnitude($0) }, rest: { Double($0.magnitude) })
}

/// Σx.
func sum(_ values: UnsafePointer<Float>, count: Int) -> Double {
  sum(values, count: count, lanes: { $0 }, rest: { Double($0) })
}

/// Σ(x - centre)².
func sumOfSquares(_ values: UnsafePointer<Float>, count: Int, around centre: Float) -> Double {
  sum(
    values, count: count,
    lanes: {
      let distance = $0 - centre
      return distance * distance
    },
    rest: {
      let distance = Double($0 - centre)
      return distance * distance
    })
}

/// Mean, and Σ(x - mean)².
func spread(of values: UnsafePointer<Float>, count: Int) -> (mean: Float, squares: Double) {
  let mean = Float(sum(values, count: count) / Double(count))
  return (mean, sumOfSquares(values, count: count, around: mean))
}

/// The sum of what `lanes` makes of sixteen values at a time, and `rest` of each of the last few.
@inline(__always)
private func sum(
  _ values: UnsafePointer<Float>, count: Int, lanes: (SIMD16<Float>) -> SIMD16<Float>,
  rest: (Float) -> Double
) -> Double {
  var total = 0.0
  var i = 0
  while i + 16 <= count {
    let end = min(i + block, count)
    var part = SIMD16<Float>.zero
    while i + 16 <= end {
      part += lanes(load16(values + i))
      i += 16
    }
    total += Double(part.sum())
  }
  while i < count {
    total += rest(values[i])
    i += 1
  }
  return total
}
