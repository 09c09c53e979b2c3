import AudioAnalysis

/// The song's swings, in the colours of its sections: the extremes pale, the effective level bright.
struct WaveformLane: Lane {
  let waveform: Waveform
  let sections: [Analysis.Section]
  let legend = [(text: "waveform", colour: PlotColours.dim)]
  let weight = 15.0

  func draw(on canvas: inout Canvas, in area: PixelArea, over time: TimeAxis) {
    let peak = max(waveform.highest.max() ?? 0, -(waveform.lowest.min() ?? 0), 1e-6)
    let middle = Double(area.y) + Double(area.height) / 2
    let reach = Double(area.height) / 2 / Double(peak)
    let colours = colours(over: time)
    for column in 0..<time.width {
      let x = time.x + column
      let stretches = time.values(in: column, of: waveform.highest.count)
      let highest = Double(waveform.highest[stretches].max()!)
      let lowest = Double(waveform.lowest[stretches].min()!)
      let effective = Double(waveform.effective[stretches].max()!)
      canvas.fillColumn(
        x, from: middle - highest * reach - 0.5, to: middle - lowest * reach + 0.5, colours[column],
        opacity: 0.5)
      canvas.fillColumn(
        x, from: middle - min(effective, highest) * reach, to: middle + min(effective, -lowest) * reach,
        colours[column])
    }
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
