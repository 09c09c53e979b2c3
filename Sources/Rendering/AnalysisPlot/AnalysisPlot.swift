import AudioAnalysis
import Media

/// A whole song in one picture: its waveform, parts, beats and curves, one strip under the other.
///
/// What an analysis doesn't have, such as drums or sections, has no strip, and the others are taller.
public struct AnalysisPlot {
  /// Pixels across.
  public static let width = 1600
  /// Pixels from top to bottom.
  public static let height = 1000
  /// Pixels of the width that are the song's.
  public static let songWidth = width - left - right

  private let analysis: Analysis
  private let waveform: Waveform
  private let title: String

  /// A plot to be.
  ///
  /// - Parameters:
  ///   - waveform: of the same song, best of `songWidth` stretches.
  ///   - title: the song's name.
  public init(_ analysis: Analysis, waveform: Waveform, title: String) {
    (self.analysis, self.waveform, self.title) = (analysis, waveform, title)
  }

  private static let left = 132
  private static let right = 56
  private static let top = 70
  private static let bottom = 32
  private static let gap = 7

  /// Draws it.
  public func picture() -> Picture {
    var canvas = Canvas(width: Self.width, height: Self.height, colour: PlotColours.background)
    let time = TimeAxis(duration: analysis.duration, x: Self.left, width: Self.songWidth)
    writeHeading(on: &canvas)
    let lanes = lanes
    for (lane, area) in zip(lanes, Self.areas(for: lanes)) {
      draw(lane, in: area, on: &canvas, over: time)
    }
    labelTimes(on: &canvas, over: time)
    return canvas.picture
  }

  /// The strips that there is something for, from the top.
  private var lanes: [any Lane] {
    var lanes: [any Lane] = []
    if !analysis.sections.isEmpty { lanes.append(SectionLane(sections: analysis.sections)) }
    lanes.append(WaveformLane(waveform: waveform, sections: analysis.sections))
    if !analysis.beats.isEmpty { lanes.append(BeatLane(beats: analysis.beats)) }
    lanes += [onsetLane, drumLane, loudnessLane, bandLane, characterLane, chromaLane, tempoLane].compactMap {
      $0
    }
    return lanes
  }

  /// Cuts the height into areas, in proportion to the lanes' weights.
  private static func areas(for lanes: [any Lane]) -> [PixelArea] {
    let room = Double(height - top - bottom - gap * (lanes.count - 1))
    let whole = lanes.map(\.weight).reduce(0, +)
    var (areas, sum): ([PixelArea], Double) = ([], 0)
    for (index, lane) in lanes.enumerated() {
      let start = Int((sum / whole * room).rounded())
      sum += lane.weight
      let end = Int((sum / whole * room).rounded())
      areas.append(
        PixelArea(x: left, y: top + start + index * gap, width: songWidth, height: end - start))
    }
    return areas
  }

  private func draw(_ lane: any Lane, in area: PixelArea, on canvas: inout Canvas, over time: TimeAxis) {
    canvas.fill(area, PlotColours.lane)
    for seconds in time.labelTimes(room: Self.labelRoom) {
      canvas.fill(area.column(time.column(of: seconds) - time.x), PlotColours.grid)
    }
    lane.draw(on: &canvas, in: area, over: time)
    for section in analysis.sections.dropFirst() {
      canvas.fill(area.column(time.column(of: section.start) - time.x), PlotColours.bright, opacity: 0.3)
    }
    let lineHeight = min(BitmapFont.height + 1, area.height / lane.legend.count)
    let top = area.y + (area.height - lineHeight * lane.legend.count) / 2
    for (line, entry) in lane.legend.enumerated() {
      canvas.write(
        entry.text, x: 12, y: top + line * lineHeight, room: Self.left - 20, colour: entry.colour)
    }
  }
}

extension AnalysisPlot {
  private static let labelRoom = 90

  private func labelTimes(on canvas: inout Canvas, over time: TimeAxis) {
    for seconds in time.labelTimes(room: Self.labelRoom) {
      let text = clockTime(seconds)
      let x = time.column(of: seconds) - text.count * BitmapFont.width / 2
      canvas.write(
        text, x: x, y: Self.height - Self.bottom + 8, room: Self.labelRoom, colour: PlotColours.dim)
    }
  }

  private func writeHeading(on canvas: inout Canvas) {
    canvas.write(
      title.withoutAccents, x: 12, y: 8, room: Self.width - 24, colour: PlotColours.bright, scale: 2)
    canvas.write(
      facts.joined(separator: "   "), x: 12, y: 44, room: Self.width - 24, colour: PlotColours.dim)
  }

  private var facts: [String] {
    var facts = [clockTime(analysis.duration < 10 ? analysis.duration : analysis.duration.rounded())]
    if let tempo = analysis.tempo, let beatsPerBar = analysis.beatsPerBar {
      facts += ["\((tempo * 10).rounded() / 10) bpm", "\(beatsPerBar) beats in a bar"]
    } else {
      facts.append("no beats")
    }
    if let key = analysis.key { facts.append(key.name) }
    facts.append("\(analysis.sampleRate) Hz")
    facts.append(
      analysis.channels == 1 ? "mono" : analysis.channels == 2 ? "stereo" : "\(analysis.channels) channels")
    return facts
  }
}

extension AnalysisPlot {
  private var onsetLane: (any Lane)? {
    curves(
      weight: 6,
      CurveLane.Curve(
        name: "onsets", values: analysis.signals["onsetStrength"] ?? [], colour: PlotColours.onsets,
        showsPeaks: true, isFilled: true))
  }

  private var drumLane: (any Lane)? {
    let drums = [("kick", PlotColours.kick), ("snare", PlotColours.snare), ("hat", PlotColours.hat)]
    let trains = drums.compactMap { name, colour in
      analysis.events[name].map { EventLane.Train(name: name, events: $0, colour: colour) }
    }
    return trains.contains { !$0.events.isEmpty } ? EventLane(trains: trains) : nil
  }

  private var loudnessLane: (any Lane)? {
    curves(
      weight: 6,
      CurveLane.Curve(
        name: "loudness", values: analysis.signals["loudness"] ?? [], colour: PlotColours.loudness,
        isFilled: true),
      CurveLane.Curve(
        name: "energy", values: analysis.signals["energy"] ?? [], colour: PlotColours.energy))
  }

  private var characterLane: (any Lane)? {
    curves(
      weight: 7,
      CurveLane.Curve(
        name: "harmonic", values: analysis.signals["harmonic"] ?? [], colour: PlotColours.harmonic),
      CurveLane.Curve(
        name: "percussive", values: analysis.signals["percussive"] ?? [], colour: PlotColours.percussive),
      CurveLane.Curve(name: "voice", values: analysis.signals["voice"] ?? [], colour: PlotColours.voice))
  }

  /// The curves that there are, over each other; nil without any.
  private func curves(weight: Double, _ curves: CurveLane.Curve...) -> (any Lane)? {
    let heard = curves.filter { !$0.values.isEmpty }
    return heard.isEmpty ? nil : CurveLane(curves: heard, weight: weight)
  }

  private var bandLane: (any Lane)? {
    let rows = (0..<24).compactMap { analysis.signals["band\($0)"] }
    let names = [0: "30 Hz", 8: "250 Hz", 16: "2 kHz", 23: "16 kHz"]
    return rows.isEmpty
      ? nil
      : HeatLane(name: "bands", rows: rows, rowNames: names, weight: 16) { PlotColours.heat($1) }
  }

  private var chromaLane: (any Lane)? {
    let rows = (0..<12).compactMap { analysis.signals["chroma\($0)"] }
    let names = [0: "C", 2: "D", 4: "E", 6: "F#", 8: "Ab", 10: "Bb"]
    return rows.count < 12
      ? nil
      : HeatLane(name: "chroma", rows: rows, rowNames: names, weight: 11) { PlotColours.note($0, $1) }
  }

  private var tempoLane: (any Lane)? {
    guard let tempo = analysis.signals["tempo"], tempo.contains(where: { $0 > 0 }) else { return nil }
    return TempoLane(tempo: tempo)
  }
}
