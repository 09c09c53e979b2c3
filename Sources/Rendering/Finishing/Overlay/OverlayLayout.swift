/// Where an overlay's parts are.
struct OverlayLayout {
  /// Pixels, both ways, for one of the font's.
  let scale: Int
  /// Lines of text there is room for: at most half of the picture.
  let lines: Int
  let panel: PixelArea
  /// No pixels wide without beats.
  let beat: PixelArea
  let curves: PixelArea
  let layers: PixelArea

  private let lineHeight: Int

  init(width: Int, height: Int, lines wanted: Int, hasBeats: Bool) {
    scale = max(1, height / 360)
    lineHeight = scale * (BitmapFont.height + 1)
    let margin = 3 * scale
    lines = min(max(wanted, 2), max(1, (height / 2 - 2 * margin) / lineHeight))
    let panelHeight = min(height, lines * lineHeight + 2 * margin)
    panel = PixelArea(x: 0, y: height - panelHeight, width: width, height: panelHeight)
    let inner = panel.rows(from: margin, height: panelHeight - 2 * margin)
    let beatWidth = hasBeats ? min(width / 11, 3 * lineHeight) : 0
    let longestLine = 20 * scale * BitmapFont.width
    let layersWidth = min(width / 2, longestLine)
    beat = inner.leftEdge(width: beatWidth)
    layers = PixelArea(x: width - layersWidth, y: inner.y, width: layersWidth, height: inner.height)
    curves = PixelArea(
      x: beatWidth + margin, y: inner.y, width: width - layersWidth - beatWidth - 2 * margin,
      height: inner.height)
  }

  /// A line's row of an area, 0 at the top.
  func row(_ line: Int, of area: PixelArea) -> PixelArea {
    area.rows(from: line * lineHeight, height: lineHeight)
  }
}
