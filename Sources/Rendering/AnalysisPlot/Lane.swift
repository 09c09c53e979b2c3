/// One strip of a plot, as wide as the song is long.
protocol Lane {
  /// What is drawn, line by line, each in the colour it is drawn in.
  var legend: [(text: String, colour: SIMD3<UInt8>)] { get }
  /// Its share of the plot's height beside the others'.
  var weight: Double { get }

  /// Draws it into an area, whose columns are those of `time`.
  func draw(on canvas: inout Canvas, in area: PixelArea, over time: TimeAxis)
}

/// Draws curves that start at the bottom of an area, or hang between its top and bottom.
extension Canvas {
  /// Fills what is under a curve: a value 0...1 for each column of the area.
  mutating func fillBelow(
    _ values: [Float], in area: PixelArea, _ colour: SIMD3<UInt8>, opacity: Double = 1
  ) {
    for (column, value) in values.enumerated() where value > 0 {
      let top = Double(area.maxY) - Double(min(value, 1)) * Double(area.height)
      fillColumn(area.x + column, from: top, to: Double(area.maxY), colour, opacity: opacity)
    }
  }

  /// Draws a curve as a line two pixels thick: a value 0...1 for each column of the area, nil where there is none.
  mutating func drawLine(_ values: [Float?], in area: PixelArea, _ colour: SIMD3<UInt8>) {
    let room = Double(area.height - 2)
    var previous: Double?
    for (column, value) in values.enumerated() {
      guard let value else {
        previous = nil
        continue
      }
      let y = Double(area.y) + (1 - Double(min(max(value, 0), 1))) * room
      let (upper, lower) = (min(y, previous ?? y), max(y, previous ?? y))
      fillColumn(area.x + column, from: upper, to: lower + 2, colour)
      previous = y
    }
  }
}
