/// A place in `0..<count`, reached from anywhere by reflection at the two ends.
///
/// - Parameter repeatsEnds: whether the first and the last place are next to their own reflections, as in
///   `c b a | a b c | c b a`; otherwise they are their own, as in `c b | a b c | b a`.
@inlinable
package func mirrored(_ place: Int, in count: Int, repeatsEnds: Bool) -> Int {
  if place >= 0 && place < count { return place }
  let period = max(2 * (repeatsEnds ? count : count - 1), 1)
  let phase = floorModulo(place, period)
  return min(phase, period - phase - (repeatsEnds ? 1 : 0))
}

/// The remainder in `0..<modulus`, for negative values too.
@inlinable
package func floorModulo(_ value: Int, _ modulus: Int) -> Int {
  let remainder = value % modulus
  return remainder < 0 ? remainder + modulus : remainder
}
