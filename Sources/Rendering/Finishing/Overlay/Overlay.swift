import AudioAnalysis
import Foundation
import Mapping
import Media

/// What moves a clip, drawn over the bottom of its finished frames, to judge by eye whether it is in sync.
///
/// From the left: a field that flashes on each beat, with the beat's place in the bar; the parameters that change most, 2 s of
/// past and 1 s of future on the two sides of a line that is now, with the beats as ticks; and each layer with its weight.
struct Overlay: Sendable {
  private let score: Score
  /// The beats' places in their bars by the frames that show them, in order.
  private let beats: [(frame: Int, position: Int)]
  private let curves: [ParameterCurve]

  /// Seconds of curves before now.
  private static let past = 2.0
  /// Seconds of curves from the past's beginning to what is to come.
  private static let reach = 3.0
  /// Seconds in which a beat's flash halves.
  private static let halfLife = 0.08

  /// - Parameters:
  ///   - beats: of the song.
  ///   - frames: those of the clip: curves are as high as they vary in these and around.
  init(of score: Score, beats: [Analysis.Beat], frames: Range<Int>) {
    self.score = score
    self.beats = beats.map { (score.frameRate.frame(at: $0.time), $0.position) }
    let around = Int((Self.past * score.frameRate.framesPerSecond).rounded(.up))
    let first = max(0, frames.lowerBound - around)
    let visible = first..<min(frames.upperBound + around, score.frames.count)
    let changing = Parameter.allCases.compactMap { ParameterCurve(of: $0, in: score, frames: visible) }
    let liveliness = changing.map(\.liveliness).sorted(by: >)
    let count = max(score.layerNames.count, Self.usualCurves)
    let least = liveliness.prefix(count).last ?? 0
    curves = Array(changing.filter { $0.liveliness >= least }.prefix(count))
  }

  /// Curves there is room for, if layers don't make for more.
  private static let usualCurves = 4

  /// A finished frame with what moves it.
  func draw(over picture: Picture, frame: Int) -> Picture {
    let layout = OverlayLayout(
      width: picture.width, height: picture.height, lines: max(score.layerNames.count, curves.count),
      hasBeats: !beats.isEmpty)
    var canvas = Canvas(over: picture)
    canvas.fill(layout.panel, PlotColours.background, opacity: 0.72)
    draw(curves, at: frame, on: &canvas, in: layout)
    flash(at: frame, on: &canvas, in: layout)
    drawLayers(at: frame, on: &canvas, in: layout)
    return canvas.picture
  }

  // MARK: Beats

  private func flash(at frame: Int, on canvas: inout Canvas, in layout: OverlayLayout) {
    guard let beat = beats.last(where: { $0.frame <= frame }) else { return }
    let age = score.frameRate.time(ofFrame: frame - beat.frame)
    let light = pow(0.5, age / Self.halfLife)
    let colour = beat.position == 1 ? PlotColours.energy : PlotColours.bright
    canvas.fill(layout.beat, colour, opacity: light)
    canvas.fill(layout.panel.rows(from: 0, height: layout.scale * 2), colour, opacity: light)
    let text = "\(beat.position)"
    let scale = 2 * layout.scale
    let (width, height) = (text.count * scale * BitmapFont.width, scale * BitmapFont.height)
    canvas.write(
      text, x: layout.beat.x + (layout.beat.width - width) / 2,
      y: layout.beat.y + (layout.beat.height - height) / 2, room: width,
      colour: light > 0.5 ? PlotColours.dark : PlotColours.dim, scale: scale)
  }

  // MARK: Curves

  private func draw(
    _ curves: [ParameterCurve], at frame: Int, on canvas: inout Canvas, in layout: OverlayLayout
  ) {
    let area = layout.curves
    let columnsPerFrame = Double(area.width) / (Self.reach * score.frameRate.framesPerSecond)
    let now = Int(Double(area.width) * Self.past / Self.reach)
    func column(of other: Int) -> Int {
      now + Int((Double(other - frame) * columnsPerFrame).rounded(.down))
    }
    for beat in beats where (0..<area.width).contains(column(of: beat.frame)) {
      canvas.fill(
        area.column(column(of: beat.frame)), beat.position == 1 ? PlotColours.energy : PlotColours.dim,
        opacity: beat.position == 1 ? 0.9 : 0.5)
    }
    let shown = (0..<area.width).map { column in
      frame + Int((Double(column - now) / columnsPerFrame).rounded(.down))
    }
    for (line, curve) in curves.prefix(layout.lines).enumerated() {
      let row = layout.row(line, of: area)
      let colour = Self.colours[line % Self.colours.count]
      canvas.drawLine(
        shown.map { curve.height(at: $0, in: score) }, in: row.rows(from: 1, height: row.height - 2), colour)
      let name = curve.parameter.name
      let room = max(0, min(name.count * layout.scale * BitmapFont.width, now - 4))
      canvas.fill(row.leftEdge(width: room + 2), PlotColours.background, opacity: 0.85)
      canvas.write(name, x: row.x, y: row.y, room: room, colour: colour, scale: layout.scale)
    }
    canvas.fill(area.column(now), PlotColours.bright)
  }

  private static let colours = [
    PlotColours.kick, PlotColours.loudness, PlotColours.snare, PlotColours.onsets, PlotColours.tempo,
    PlotColours.hat, PlotColours.voice,
  ]

  // MARK: Layers

  private func drawLayers(at frame: Int, on canvas: inout Canvas, in layout: OverlayLayout) {
    let letter = layout.scale * BitmapFont.width
    for (line, layer) in score.frames[frame].layers.prefix(layout.lines).enumerated() {
      let row = layout.row(line, of: layout.layers)
      let bar = row.leftEdge(width: Int(min(layer.weight, 1) * Double(row.width)))
      canvas.fill(bar.rows(from: 1, height: row.height - 2), PlotColours.loudness, opacity: 0.5)
      let number = Self.hundredths(layer.weight)
      let room = row.width - number.count * letter - letter
      canvas.write(
        layer.name, x: row.x + 2, y: row.y, room: room, colour: PlotColours.bright, scale: layout.scale)
      canvas.write(
        number, x: row.x + row.width - number.count * letter - 2, y: row.y, room: row.width,
        colour: PlotColours.bright, scale: layout.scale)
    }
  }

  /// "0.40"
  private static func hundredths(_ weight: Double) -> String {
    let number = Int((weight * 100).rounded())
    return "\(number / 100).\(number / 10 % 10)\(number % 10)"
  }
}
