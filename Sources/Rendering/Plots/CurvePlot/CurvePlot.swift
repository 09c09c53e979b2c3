import AudioAnalysis
import Mapping
import Media

/// A mapping's curves over a song in one picture: the song's waveform, parts and beats, and under them each curve
/// that changes. What doesn't change is said in words.
struct CurvePlot {
  /// Pixels across.
  static let width = 1600
  /// Pixels of the width that are the song's.
  static let songWidth = width - left - right

  private static let left = 172
  private static let right = 84

  private let chart: LaneChart

  /// A plot to be.
  ///
  /// - Parameters:
  ///   - waveform: of the song, best of `songWidth` stretches.
  ///   - title: the song's name.
  ///   - mapping: the mapping's name.
  ///   - others: curves of as many frames as the score has, to show beside its own.
  init(
    _ score: Score, over analysis: Analysis, waveform: Waveform, title: String, mapping: String,
    beside others: [FrameCurve] = []
  ) {
    let curves = SortedCurves(of: score, beside: others)
    var lanes: [any Lane] = []
    if !analysis.sections.isEmpty { lanes.append(SectionLane(sections: analysis.sections)) }
    lanes.append(WaveformLane(waveform: waveform, sections: analysis.sections))
    if !analysis.beats.isEmpty { lanes.append(BeatLane(beats: analysis.beats)) }
    if !score.scenes.isEmpty { lanes.append(SceneLane(scenes: score.scenes, frameRate: score.frameRate)) }
    lanes += curves.moving.enumerated().map { index, curve in
      FrameCurveLane(curve: curve, frameRate: score.frameRate, colour: PlotColours.curve(index))
    }
    let notes = curves.notes.flatMap { wrapped($0, length: (Self.width - 24) / BitmapFont.width) }
    chart = LaneChart(
      title: title, facts: Self.facts(of: score, over: analysis, mapping: mapping), lanes: lanes,
      sections: analysis.sections, duration: analysis.duration, notes: notes, width: Self.width,
      height: LaneChart.height(for: lanes, noteCount: notes.count, unit: 8.4), left: Self.left,
      right: Self.right)
  }

  /// As pixels.
  func picture() -> Picture {
    var canvas = Canvas(width: chart.width, height: chart.height, colour: PlotColours.background)
    chart.draw(on: &canvas)
    return canvas.picture
  }

  /// As an SVG file's text.
  func svg() -> String {
    var drawing = SVGDrawing(width: chart.width, height: chart.height, colour: PlotColours.background)
    chart.draw(on: &drawing)
    return drawing.text(title: "\(chart.title): \(chart.facts.joined(separator: ", "))")
  }

  /// What is to be said about a score as a whole.
  static func facts(of score: Score, over analysis: Analysis, mapping: String) -> [String] {
    var facts = ["mapping \(mapping)", ClockTime(analysis.duration).description]
    if let tempo = analysis.tempo { facts.append("\((tempo * 10).rounded() / 10) bpm") }
    facts.append("\(score.frames.count) frames, \(score.frameRate) a second")
    let count = score.scenes.count
    facts.append(count == 1 ? "1 scene" : "\(count) scenes")
    return facts
  }
}

/// Cuts a text at spaces into lines of at most `length` letters; a longer word has a line of its own.
func wrapped(_ text: String, length: Int) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last, last.count + 1 + word.count <= length {
      lines[lines.count - 1] = "\(last) \(word)"
    } else {
      lines.append(String(word))
    }
  }
  return lines
}
