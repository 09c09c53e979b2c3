import Mapping
import Media

/// The dreams that follow each other, light and dark in turn.
struct SceneLane: Lane {
  /// `[scene]`, one after the other.
  let scenes: [Score.Scene]
  let frameRate: FrameRate
  let legend = [(text: "scenes", colour: PlotColours.dim)]
  let weight = 1.9

  func draw(on surface: inout some Surface, in area: PixelArea, over time: TimeAxis) {
    for (index, scene) in scenes.enumerated() where index.isMultiple(of: 2) {
      let start = time.column(of: frameRate.time(ofFrame: scene.frames.lowerBound))
      let isLast = index == scenes.count - 1
      let end = isLast ? area.maxX : time.column(of: frameRate.time(ofFrame: scene.frames.upperBound))
      surface.fill(
        PixelArea(x: start, y: area.y, width: end - start, height: area.height), PlotColours.beat,
        opacity: 0.5)
    }
  }
}
