/// Curves as rows of colours, the first at the bottom.
struct HeatLane: Lane {
  let name: String
  /// `[row][10 ms]`, 0...1.
  let rows: [[Float]]
  /// What some rows are, by row.
  let rowNames: [Int: String]
  let weight: Double
  /// The colour of a row's value.
  let colour: (Int, Float) -> SIMD3<UInt8>

  var legend: [(text: String, colour: SIMD3<UInt8>)] { [(name, PlotColours.dim)] }

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    for row in rows.indices {
      let top = (rows.count - 1 - row) * area.height / rows.count
      let bottom = (rows.count - row) * area.height / rows.count
      let strip = area.rows(from: top, height: bottom - top)
      for (column, value) in time.means(of: rows[row]).enumerated() {
        surface.fill(strip.column(column), colour(row, value))
      }
      if let name = rowNames[row] {
        let width = name.count * BitmapFont.width
        surface.write(
          name, x: area.x - 8 - width, y: strip.y + (strip.height - BitmapFont.height) / 2, room: width,
          colour: PlotColours.dim)
      }
    }
  }
}
