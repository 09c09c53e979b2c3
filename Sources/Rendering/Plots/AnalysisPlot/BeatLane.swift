import AudioAnalysis

/// The beats as ticks, downbeats taller and brighter, as bright as we are sure of them.
///
/// Where beats would stand closer than can be told apart, only downbeats show; where these would, too, nothing does.
struct BeatLane: Lane {
  let beats: [Analysis.Beat]
  let weight = 3.6

  /// Fewest columns from one tick to the next.
  static let leastDistance = 4.0

  var legend: [(text: String, colour: SIMD3<UInt8>)] {
    [("downbeats", PlotColours.downbeat), ("beats", PlotColours.beat)]
  }

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    for beat in Self.shown(beats, over: time) {
      let isDownbeat = beat.position == 1
      let height = isDownbeat ? area.height : area.height * 2 / 5
      surface.fill(
        PixelArea(x: time.column(of: beat.time), y: area.maxY - height, width: 1, height: height),
        isDownbeat ? PlotColours.downbeat : PlotColours.beat, opacity: 0.4 + 0.6 * Double(beat.confidence))
    }
    numberBars(on: &surface, in: area, over: time)
  }

  /// Writes the numbers of some bars right of their downbeats.
  private func numberBars(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    let downbeats = Self.shown(beats.filter { $0.position == 1 }, over: time)
    guard let distance = Self.distance(downbeats, over: time) else { return }
    let step = [1, 2, 4, 8, 16, 32, 64].first { Double($0) * distance >= 44 } ?? 128
    for (bar, downbeat) in downbeats.enumerated() where bar.isMultiple(of: step) {
      let x = time.column(of: downbeat.time) + 3
      guard x + 30 < area.maxX else { continue }
      let text = "\(bar + 1)"
      let label = PixelArea(x: x, y: area.y, width: text.count * BitmapFont.width, height: BitmapFont.height)
      surface.fill(label, PlotColours.lane)
      surface.write(text, x: x, y: area.y, room: label.width, colour: PlotColours.dim)
    }
  }

  /// The beats that a picture has room for: all, the downbeats, or none.
  static func shown(_ beats: [Analysis.Beat], over time: TimeAxis) -> [Analysis.Beat] {
    for candidates in [beats, beats.filter { $0.position == 1 }] {
      guard let distance = distance(candidates, over: time) else { return candidates }
      if distance >= leastDistance { return candidates }
    }
    return []
  }

  /// Columns from one to the next, the median; nil for fewer than two.
  private static func distance(_ beats: [Analysis.Beat], over time: TimeAxis) -> Double? {
    let distances = zip(beats, beats.dropFirst()).map { $1.time - $0.time }.sorted()
    return distances.isEmpty ? nil : time.columns(for: distances[distances.count / 2])
  }
}
