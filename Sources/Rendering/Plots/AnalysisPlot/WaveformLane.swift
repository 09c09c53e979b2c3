import AudioAnalysis

/// The song's swings, in the colours of its sections: the extremes pale, the effective level bright.
struct WaveformLane: Lane {
  let waveform: Waveform
  let sections: [Analysis.Section]
  let legend = [(text: "waveform", colour: PlotColours.dim)]
  let weight = 15.0

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    let peak = max(waveform.highest.max() ?? 0, -(waveform.lowest.min() ?? 0), 1e-6)
    let middle = Double(area.y) + Double(area.height) / 2
    let reach = Double(area.height) / 2 / Double(peak)
    let stretches = (0..<time.width).map { time.values(in: $0, of: waveform.highest.count) }
    let highest = stretches.map { Double(waveform.highest[$0].max()!) }
    let lowest = stretches.map { Double(waveform.lowest[$0].min()!) }
    let effective = stretches.map { Double(waveform.effective[$0].max()!) }
    for (columns, colour) in stripes(over: time) {
      surface.fill(
        from: time.x + columns.lowerBound, between: columns.map { middle - highest[$0] * reach - 0.5 },
        and: columns.map { middle - lowest[$0] * reach + 0.5 }, colour, opacity: 0.5)
      surface.fill(
        from: time.x + columns.lowerBound,
        between: columns.map { middle - min(effective[$0], highest[$0]) * reach },
        and: columns.map { middle + min(effective[$0], -lowest[$0]) * reach }, colour, opacity: 1)
    }
  }

  /// Runs of columns of one colour, each from 0 at the left.
  private func stripes(over time: TimeAxis) -> [(columns: Range<Int>, colour: SIMD3<UInt8>)] {
    let colours = colours(over: time)
    var stripes: [(columns: Range<Int>, colour: SIMD3<UInt8>)] = []
    for (column, colour) in colours.enumerated() {
      if let last = stripes.last, last.colour == colour {
        stripes[stripes.count - 1].columns = last.columns.lowerBound..<column + 1
      } else {
        stripes.append((column..<column + 1, colour))
      }
    }
    return stripes
  }

  private func colours(over time: TimeAxis) -> [SIMD3<UInt8>] {
    var colours = Array(repeating: PlotColours.section("A"), count: time.width)
    for section in sections {
      for column in time.column(of: section.start)...time.column(of: section.end) {
        colours[column - time.x] = PlotColours.section(section.label)
      }
    }
    return colours
  }
}
