/// Curves 0...1 over each other: the first may be filled, the others are lines.
struct CurveLane: Lane {
  /// A curve of a song.
  struct Curve {
    let name: String
    /// `[10 ms]`, 0...1.
    let values: [Float]
    let colour: SIMD3<UInt8>
    /// Whether the highest value of a column shows, as for onsets, rather than the mean.
    var showsPeaks = false
    /// Whether the space below it is filled.
    var isFilled = false
  }

  let curves: [Curve]
  let weight: Double

  var legend: [(text: String, colour: SIMD3<UInt8>)] { curves.map { ($0.name, $0.colour) } }

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    for curve in curves {
      let values = curve.showsPeaks ? time.peaks(of: curve.values) : time.means(of: curve.values)
      if curve.isFilled {
        surface.fillBelow(values, in: area, curve.colour, opacity: curve.showsPeaks ? 1 : 0.75)
      } else {
        surface.drawLine(values.map { $0 }, in: area, curve.colour)
      }
    }
  }
}
