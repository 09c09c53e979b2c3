/// The sum over all cells of a feature map, lane by lane.
///
/// Chunks are summed up each by itself and then added up in order, so that the result doesn't depend on the team.
struct CellSum {
  let chunks: CellChunks
  /// `[chunk][lanes]`
  let sums: Buffer

  /// Sums up what `value` gives for each eight floats of the map.
  ///
  /// - Returns: `[lanes]`
  @inline(__always)
  func sum(
    in arena: Arena, with team: Team, _ value: (_ offset: Int, _ lane: Int) -> SIMD8<Float>
  ) -> UnsafeMutablePointer<Float> {
    let sums = arena[sums]
    let lanes = chunks.lanes
    team.run(chunks.count) { chunk, _ in
      let cells = chunks[chunk]
      for lane in stride(from: 0, to: lanes, by: 8) {
        var sum = SIMD8<Float>.zero
        for cell in cells { sum += value(cell &* lanes &+ lane, lane) }
        store8(sum, to: sums + chunk * lanes + lane)
      }
    }
    for chunk in 1..<chunks.count {
      for lane in stride(from: 0, to: lanes, by: 8) {
        store8(load8(sums + lane) + load8(sums + chunk * lanes + lane), to: sums + lane)
      }
    }
    return sums
  }
}

extension Planner {
  /// Working memory for a sum over the cells of a map, at the time of one way of a step.
  mutating func cellSum(over shape: Shape, at time: Int) -> CellSum {
    let chunks = CellChunks(of: shape)
    return CellSum(chunks: chunks, sums: scratch(chunks.count * chunks.lanes, at: time))
  }
}
