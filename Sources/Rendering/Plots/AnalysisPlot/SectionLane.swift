import AudioAnalysis
import Media

/// The song's parts as coloured stretches with their letters.
struct SectionLane: Lane {
  let sections: [Analysis.Section]
  let legend = [(text: "sections", colour: PlotColours.dim)]
  let weight = 3.4

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    for section in sections {
      let start = time.column(of: section.start)
      let width = max(1, time.column(of: section.end) - start)
      let isLast = section.end >= time.duration
      let stretch = PixelArea(
        x: start, y: area.y, width: isLast ? area.maxX - start : width, height: area.height)
      surface.fill(stretch, PlotColours.section(section.label))
      if start > area.x { surface.fill(stretch.leftEdge(width: 2), PlotColours.background) }
      write(section, on: &surface, in: stretch)
    }
  }

  /// The letter in the middle, and the start's time at the left where there is room for both.
  private func write(_ section: Analysis.Section, on surface: inout some Surface, in stretch: PixelArea) {
    let y = stretch.y + (stretch.height - BitmapFont.height) / 2 + 1
    let width = section.label.count * BitmapFont.width
    guard stretch.width >= width + 2 else { return }
    let x = stretch.x + (stretch.width - width) / 2
    surface.write(section.label, x: x, y: y, room: width, colour: PlotColours.dark)
    surface.write(section.label, x: x + 1, y: y, room: width, colour: PlotColours.dark)
    let start = ClockTime(section.start.rounded()).description
    let room = x - stretch.x - 14
    guard room >= start.count * BitmapFont.width else { return }
    surface.write(start, x: stretch.x + 7, y: y, room: room, colour: PlotColours.dark)
  }
}
