/// Working memory of one direction of a `SeparableStep`.
struct SeparableScratch {
  /// Rows that a member of the team works on at once.
  let band: Int
  /// For each member: the last rows of the map that the depthwise convolution reads.
  let rings: Buffer
  let ringRows: Int
  /// For each member: rows on their way from the depthwise convolution into a matrix product.
  let dense: Buffer
  /// Floats a member.
  let denseCount: Int
  /// For each member: mask bits of rows that are another's.
  var spareMask: [Buffer]?

  /// - Parameter row: floats in a row.
  func ring(of member: Int, row: Int, in arena: Arena) -> RowRing {
    RowRing(start: arena[rings] + member * ringRows * row, rows: ringRows, row: row)
  }
}

extension SeparableLayers {
  /// What the way forward works in: a ring of rows of the expanded map, and a band of convolved ones.
  func forwardScratch(
    _ vertical: Window, _ horizontal: Window, at time: Int, in planner: inout Planner
  ) -> SeparableScratch {
    let lanes = depthwise.lanes
    let perRow = lanes * (vertical.stride * horizontal.size + horizontal.output)
    let band = band(of: vertical.output, floatsPerRow: perRow)
    let ringRows = min(vertical.size, (band - 1) * vertical.stride + vertical.extent)
    let denseCount = band * horizontal.output * lanes
    let spareWords = Clamp.maskWords(for: ringRows * horizontal.size * lanes)
    return SeparableScratch(
      band: band,
      rings: planner.scratch(
        expansion == nil ? 0 : planner.teamSize * ringRows * horizontal.size * lanes, at: time),
      ringRows: ringRows,
      dense: planner.scratch(projection == nil ? 0 : planner.teamSize * denseCount, at: time),
      denseCount: denseCount,
      spareMask: expansionClamp == .none
        ? nil : (0..<planner.teamSize).map { _ in planner.scratch(spareWords, at: time) })
  }

  /// What the way back works in: a ring of rows of the convolved map's gradient, and a band of the expanded one's.
  func backwardScratch(
    _ vertical: Window, _ horizontal: Window, at time: Int, in planner: inout Planner
  ) -> SeparableScratch {
    let lanes = depthwise.lanes
    let perRow = lanes * (horizontal.output / vertical.stride + horizontal.size)
    let band = band(of: vertical.size, floatsPerRow: perRow)
    let ringRows = min(vertical.output, (band + vertical.extent - 2) / vertical.stride + 2)
    let denseCount = band * horizontal.size * lanes
    return SeparableScratch(
      band: band,
      rings: planner.scratch(
        projection == nil ? 0 : planner.teamSize * ringRows * horizontal.output * lanes, at: time),
      ringRows: ringRows,
      dense: planner.scratch(expansion == nil ? 0 : planner.teamSize * denseCount, at: time),
      denseCount: denseCount)
  }

  /// Rows worked on at once, so that what they need stays in a core's cache; bands are equally high.
  private func band(of rows: Int, floatsPerRow: Int) -> Int {
    let floats = 192 * 1024
    let highest = max(1, floats / floatsPerRow)
    let count = (rows + highest - 1) / highest
    return (rows + count - 1) / count
  }
}
