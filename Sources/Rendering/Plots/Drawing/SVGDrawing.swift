/// A drawing as an SVG file: text stays text, and lines stay sharp at any size.
struct SVGDrawing: Surface {
  private let width: Int
  private let height: Int
  private var elements: [String] = []

  /// A drawing on a ground of one colour.
  init(width: Int, height: Int, colour: SIMD3<UInt8>) {
    (self.width, self.height) = (width, height)
    fill(PixelArea(x: 0, y: 0, width: width, height: height), colour)
  }

  /// The file's text.
  ///
  /// - Parameter title: what it shows, for those who can't see it.
  func text(title: String) -> String {
    """
    <svg xmlns="http://www.w3.org/2000/svg" width="\(width)" height="\(height)" \
    viewBox="0 0 \(width) \(height)" font-family="monospace" role="img">
    <title>\(escaped(title))</title>
    \(elements.joined(separator: "\n"))
    </svg>

    """
  }

  mutating func fill(_ area: PixelArea, _ colour: SIMD3<UInt8>, opacity: Double) {
    guard area.width > 0, area.height > 0 else { return }
    elements.append(
      "<rect x=\"\(area.x)\" y=\"\(area.y)\" width=\"\(area.width)\" height=\"\(area.height)\" "
        + "\(Self.paint(colour, opacity))/>")
  }

  mutating func fill(
    from x: Int, between tops: [Double], and bottoms: [Double], _ colour: SIMD3<UInt8>, opacity: Double
  ) {
    var path = ""
    var column = 0
    while column < tops.count {
      let first = column
      while column < tops.count, bottoms[column] > tops[column] { column += 1 }
      if column > first {
        path += Self.outline(from: x + first, tops: tops[first..<column], bottoms: bottoms[first..<column])
      } else {
        column += 1
      }
    }
    guard !path.isEmpty else { return }
    elements.append("<path d=\"\(path)\" \(Self.paint(colour, opacity))/>")
  }

  mutating func drawLine(_ values: [Float?], in area: PixelArea, _ colour: SIMD3<UInt8>) {
    let room = Double(area.height - 2)
    var path = ""
    var isDrawing = false
    for (column, value) in values.enumerated() {
      if let value {
        let y = Double(area.y) + 1 + (1 - Double(min(max(value, 0), 1))) * room
        path += "\(isDrawing ? "L" : "M")\(area.x + column).5 \(Self.short(y))"
      }
      isDrawing = value != nil
    }
    guard !path.isEmpty else { return }
    elements.append(
      "<path d=\"\(path)\" fill=\"none\" stroke=\"\(colour.hexadecimal)\" stroke-width=\"2\" "
        + "stroke-linejoin=\"round\"/>")
  }

  mutating func write(_ text: String, x: Int, y: Int, room: Int, colour: SIMD3<UInt8>, scale: Int) {
    let line = Self.fitted(text, room: room, scale: scale)
    guard !line.isEmpty else { return }
    // The length is told because fonts differ; the small letters' feet are 12 pixels below their tops.
    elements.append(
      "<text x=\"\(x)\" y=\"\(y + 12 * scale)\" font-size=\"\(15 * scale)\" "
        + "textLength=\"\(line.count * BitmapFont.width * scale)\" lengthAdjust=\"spacingAndGlyphs\" "
        + "xml:space=\"preserve\" \(Self.paint(colour, 1))>\(escaped(line))</text>")
  }

  /// A closed line around columns: along their tops to the right, along their bottoms back.
  private static func outline(
    from x: Int, tops: ArraySlice<Double>, bottoms: ArraySlice<Double>
  ) -> String {
    var path = "M\(x) \(short(tops.first!))"
    var end = x
    func step(to y: Double, before: Double) {
      if short(y) != short(before) { path += "H\(end)V\(short(y))" }
    }
    var before = tops.first!
    for top in tops {
      step(to: top, before: before)
      before = top
      end += 1
    }
    path += "H\(end)V\(short(bottoms.last!))"
    before = bottoms.last!
    for bottom in bottoms.reversed() {
      step(to: bottom, before: before)
      before = bottom
      end -= 1
    }
    return path + "H\(x)Z"
  }

  private static func paint(_ colour: SIMD3<UInt8>, _ opacity: Double) -> String {
    let fill = "fill=\"\(colour.hexadecimal)\""
    return opacity < 1 ? "\(fill) fill-opacity=\"\((opacity * 100).rounded() / 100)\"" : fill
  }

  /// In tenths of a pixel, which is finer than can be seen.
  private static func short(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths.isMultiple(of: 10) ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
  }
}
