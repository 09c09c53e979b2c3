import AudioAnalysis
import Media

/// Draws a song's analysis in one picture, and writes it whole or not at all.
///
/// - Parameters:
///   - analysis: what was heard.
///   - path: the song's file, which is read again for its waveform; its name is the picture's title.
///   - output: where the picture goes, ending in .png, .jpg or .jpeg.
/// - Throws: `MediaError` when the song can't be read to its end or the picture can't be written.
public func plot(_ analysis: Analysis, of path: String, to output: String) throws(MediaError) {
  let waveform = try Waveform(
    of: Song(path: path), seconds: analysis.duration, stretches: AnalysisPlot.songWidth)
  try AnalysisPlot(analysis, waveform: waveform, title: fileName(of: path)).picture().write(to: output)
}

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
  ///   - analysis: what was heard.
  ///   - waveform: of the same song, best of `songWidth` stretches.
  ///   - title: the song's name.
  public init(_ analysis: Analysis, waveform: Waveform, title: String) {
    (self.analysis, self.waveform, self.title) = (analysis, waveform, title)
  }

  private static let left = 132
  private static let right = 56

  /// Draws it.
  public func picture() -> Picture {
    let chart = LaneChart(
      title: title, facts: facts, lanes: lanes, sections: analysis.sections, duration: analysis.duration,
      width: Self.width, height: Self.height, left: Self.left, right: Self.right)
    var canvas = Canvas(width: Self.width, height: Self.height, colour: PlotColours.background)
    chart.draw(on: &canvas)
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
}

extension AnalysisPlot {
  private var facts: [String] {
    let duration = analysis.duration < 10 ? analysis.duration : analysis.duration.rounded()
    var facts = [ClockTime(duration).description]
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
        name: "onsets", values: analysis.signals[.onsetStrength] ?? [], colour: PlotColours.onsets,
        showsPeaks: true, isFilled: true))
  }

  private var drumLane: (any Lane)? {
    let drums: [(Analysis.EventName, SIMD3<UInt8>)] = [
      (.kick, PlotColours.kick), (.snare, PlotColours.snare), (.hat, PlotColours.hat),
    ]
    let trains = drums.compactMap { name, colour in
      analysis.events[name].map { EventLane.Train(name: name.rawValue, events: $0, colour: colour) }
    }
    return trains.contains { !$0.events.isEmpty } ? EventLane(trains: trains) : nil
  }

  private var loudnessLane: (any Lane)? {
    curves(
      weight: 6,
      CurveLane.Curve(
        name: "loudness", values: analysis.signals[.loudness] ?? [], colour: PlotColours.loudness,
        isFilled: true),
      CurveLane.Curve(
        name: "energy", values: analysis.signals[.energy] ?? [], colour: PlotColours.energy))
  }

  private var characterLane: (any Lane)? {
    curves(
      weight: 7,
      CurveLane.Curve(
        name: "harmonic", values: analysis.signals[.harmonic] ?? [], colour: PlotColours.harmonic),
      CurveLane.Curve(
        name: "percussive", values: analysis.signals[.percussive] ?? [], colour: PlotColours.percussive),
      CurveLane.Curve(name: "voice", values: analysis.signals[.voice] ?? [], colour: PlotColours.voice))
  }

  /// The curves that there are, over each other; nil without any.
  private func curves(weight: Double, _ curves: CurveLane.Curve...) -> (any Lane)? {
    let heard = curves.filter { !$0.values.isEmpty }
    return heard.isEmpty ? nil : CurveLane(curves: heard, weight: weight)
  }

  private var bandLane: (any Lane)? {
    let rows = (0..<Analysis.bandCount).compactMap { analysis.signals[.band($0)] }
    let names = [0: "30 Hz", 8: "250 Hz", 16: "2 kHz", 23: "16 kHz"]
    return rows.isEmpty
      ? nil
      : HeatLane(name: "bands", rows: rows, rowNames: names, weight: 16) { PlotColours.heat($1) }
  }

  private var chromaLane: (any Lane)? {
    let rows = (0..<12).compactMap { analysis.signals[.chroma($0)] }
    let names = [0: "C", 2: "D", 4: "E", 6: "F#", 8: "Ab", 10: "Bb"]
    return rows.count < 12
      ? nil
      : HeatLane(name: "chroma", rows: rows, rowNames: names, weight: 11) { PlotColours.note($0, $1) }
  }

  private var tempoLane: (any Lane)? {
    guard let tempo = analysis.signals[.tempo], tempo.contains(where: { $0 > 0 }) else { return nil }
    return TempoLane(tempo: tempo)
  }
}
