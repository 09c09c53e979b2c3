import AudioAnalysis

/// Trains of moments, a row each: ticks as tall as the moments are strong.
struct EventLane: Lane {
  /// A train of moments.
  struct Train {
    let name: String
    let events: [Analysis.Event]
    let colour: SIMD3<UInt8>
  }

  let trains: [Train]

  var legend: [(text: String, colour: SIMD3<UInt8>)] { trains.map { ($0.name, $0.colour) } }
  var weight: Double { 2.3 * Double(trains.count) }

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    for (row, train) in trains.enumerated() {
      let top = row * area.height / trains.count
      let strip = area.rows(from: top, height: (row + 1) * area.height / trains.count - top)
      var strengths = [Float](repeating: 0, count: time.width)
      for event in train.events {
        let column = time.column(of: event.time) - time.x
        strengths[column] = max(strengths[column], 0.25 + 0.75 * event.strength)
      }
      surface.fillBelow(strengths, in: strip.rows(from: 1, height: strip.height - 2), train.colour)
    }
  }
}
