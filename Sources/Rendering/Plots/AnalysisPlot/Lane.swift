/// One strip of a plot, as wide as the song is long.
protocol Lane {
  /// What is drawn, line by line, each in the colour it is drawn in.
  var legend: [(text: String, colour: SIMD3<UInt8>)] { get }
  /// Its share of the plot's height beside the others'.
  var weight: Double { get }

  /// Draws it into an area, whose columns are those of `time`.
  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis)
}
