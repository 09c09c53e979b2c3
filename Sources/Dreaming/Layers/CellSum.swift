/// The sum over all cells of a feature map, lane by lane.
///
/// Parts are summed up each by itself and then added up in order, so that the result doesn't depend on the team.
struct CellSum {
  let parts: CellParts
  /// `[part][lanes]`
  let sums: Buffer

  /// Sums up what `value` gives for each eight floats of the map.
  ///
  /// - Returns: `[lanes]`
  @inline(__always)
  func sum(
    in arena: Arena, with team: Team, _ value: (_ offset: Int, _ lane: Int) -> SIMD8<Float>
  ) -> UnsafeMutablePointer<Float> {
    let sums = arena[sums]
    let lanes = parts.lanes
    team.run(parts.count) { part, _ in
      let cells = parts[part]
      for lane in stride(from: 0, to: lanes, by: 8) {
        var sum = SIMD8<Float>.zero
        for cell in cells { sum += value(cell &* lanes &+ lane, lane) }
        store8(sum, to: sums + part * lanes + lane)
      }
    }
    for part in 1..<parts.count {
      for lane in stride(from: 0, to: lanes, by: 8) {
        store8(load8(sums + lane) + load8(sums + part * lanes + lane), to: sums + lane)
      }
    }
    return sums
  }
}

extension Planner {
  /// Working memory for a sum over the cells of a map, at the time of one way of a step.
  mutating func cellSum(over shape: Shape, at time: Int) -> CellSum {
    let parts = CellParts(of: shape)
    return CellSum(parts: parts, sums: scratch(parts.count * parts.lanes, at: time))
  }
}
