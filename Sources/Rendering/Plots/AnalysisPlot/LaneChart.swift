import AudioAnalysis
import Media

/// One strip of a plot, as wide as the song is long.
protocol Lane {
  /// What is drawn, line by line, each in the colour it is drawn in.
  var legend: [(text: String, colour: SIMD3<UInt8>)] { get }
  /// Its share of the plot's height beside the others'.
  var weight: Double { get }

  /// Draws it into an area, whose columns are those of `time`.
  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis)
}

/// Lanes under each other with one time axis, a heading above and notes below, whatever they are drawn on.
struct LaneChart {
  let title: String
  /// What is said in a line under the title.
  let facts: [String]
  /// From the top.
  let lanes: [any Lane]
  /// Parts of the song, whose borders run through all lanes.
  let sections: [Analysis.Section]
  /// Of the song, in seconds, above 0.
  let duration: Double
  /// Lines below the time axis.
  var notes: [String] = []
  /// Of the whole chart, in pixels.
  let width: Int
  /// Of the whole chart, in pixels.
  let height: Int
  /// Pixels left of the lanes, for names.
  let left: Int
  /// Pixels right of the lanes, for scales.
  let right: Int

  private static let top = 70
  private static let bottom = 32
  private static let gap = 7
  private static let labelRoom = 90
  private static let lineHeight = 18

  /// The height that gives lanes so many pixels for a weight of 1.
  static func height(for lanes: [any Lane], noteCount: Int, unit: Double) -> Int {
    let weights = lanes.map(\.weight).reduce(0, +)
    return top + Int((weights * unit).rounded()) + gap * (lanes.count - 1) + bottom + noteCount * lineHeight
  }

  /// Draws it on a surface of its size.
  func draw(on surface: inout some Surface) {
    let time = TimeAxis(duration: duration, x: left, width: width - left - right)
    surface.write(title, x: 12, y: 8, room: width - 24, colour: PlotColours.bright, scale: 2)
    surface.write(
      facts.joined(separator: "   "), x: 12, y: 44, room: width - 24, colour: PlotColours.dim)
    for (lane, area) in zip(lanes, areas) { draw(lane, in: area, on: &surface, over: time) }
    labelTimes(on: &surface, over: time)
    for (line, note) in notes.enumerated() {
      surface.write(
        note, x: 12, y: height - (notes.count - line) * Self.lineHeight - 4, room: width - 24,
        colour: PlotColours.dim)
    }
  }

  /// Cuts the height into areas, in proportion to the lanes' weights.
  private var areas: [PixelArea] {
    let room = Double(axisTop - Self.top - Self.gap * (lanes.count - 1))
    let whole = lanes.map(\.weight).reduce(0, +)
    var (areas, sum): ([PixelArea], Double) = ([], 0)
    for (index, lane) in lanes.enumerated() {
      let start = Int((sum / whole * room).rounded())
      sum += lane.weight
      let end = Int((sum / whole * room).rounded())
      areas.append(
        PixelArea(
          x: left, y: Self.top + start + index * Self.gap, width: width - left - right, height: end - start))
    }
    return areas
  }

  /// The row where the time axis' labels have their room.
  private var axisTop: Int { height - Self.bottom - notes.count * Self.lineHeight }

  private func draw(
    _ lane: any Lane, in area: PixelArea, on surface: inout some Surface, over time: TimeAxis
  ) {
    surface.fill(area, PlotColours.lane)
    for seconds in time.labelTimes(room: Self.labelRoom) {
      surface.fill(area.column(time.column(of: seconds) - time.x), PlotColours.grid)
    }
    lane.draw(on: &surface, in: area, over: time)
    for section in sections.dropFirst() {
      surface.fill(
        area.column(time.column(of: section.start) - time.x), PlotColours.bright, opacity: 0.3)
    }
    let lineHeight = min(BitmapFont.height + 1, area.height / lane.legend.count)
    let top = area.y + (area.height - lineHeight * lane.legend.count) / 2
    for (line, entry) in lane.legend.enumerated() {
      surface.write(
        entry.text, x: 12, y: top + line * lineHeight, room: left - 20, colour: entry.colour)
    }
  }

  private func labelTimes(on surface: inout some Surface, over time: TimeAxis) {
    for seconds in time.labelTimes(room: Self.labelRoom) {
      let text = ClockTime(seconds).description
      let x = time.column(of: seconds) - text.count * BitmapFont.width / 2
      surface.write(text, x: x, y: axisTop + 8, room: Self.labelRoom, colour: PlotColours.dim)
    }
  }
}
