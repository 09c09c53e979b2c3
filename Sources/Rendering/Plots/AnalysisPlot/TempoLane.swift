/// The tempo over time, on a scale of its own.
struct TempoLane: Lane {
  /// `[10 ms]`: beats a minute, 0 where there are no beats.
  let tempo: [Float]
  let legend = [(text: "tempo", colour: PlotColours.tempo)]
  let weight = 5.0

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    let scale = scale
    let values = time.peaks(of: tempo).map { value -> Float? in
      value > 0 ? (value - scale.lowerBound) / (scale.upperBound - scale.lowerBound) : nil
    }
    let height = BitmapFont.height
    let inner = area.rows(from: 4, height: area.height - 8)
    surface.drawLine(values, in: inner, PlotColours.tempo)
    for (value, y) in [(scale.upperBound, area.y), (scale.lowerBound, area.maxY - height)] {
      surface.write(
        "\(Int(value.rounded()))", x: area.maxX + 6, y: y, room: 5 * BitmapFont.width, colour: PlotColours.dim
      )
    }
  }

  /// Beats a minute at the bottom and the top: all but the strangest tempos, at least an eighth of the middle one.
  private var scale: ClosedRange<Float> {
    let sorted = tempo.filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return 0...1 }
    let (low, middle, high) = (
      sorted[sorted.count / 50], sorted[sorted.count / 2], sorted[sorted.count * 49 / 50]
    )
    let reach = max(middle / 16, (high - low) * 0.6)
    let centre = (low + high) / 2
    return (centre - reach).rounded(.down)...(centre + reach).rounded(.up)
  }
}
