/// What a plot is drawn on: a picture's pixels, or the shapes of an SVG file.
///
/// Places are columns and rows of pixels, from the top left; colours are red, green, blue; an opacity is how much of
/// what was there is covered, 0...1.
protocol Surface {
  /// Fills a rectangle.
  mutating func fill(_ area: PixelArea, _ colour: SIMD3<UInt8>, opacity: Double)

  /// Fills columns side by side, each between heights of its own; where the top isn't above the bottom, nothing.
  ///
  /// - Parameters:
  ///   - x: the leftmost column.
  ///   - tops: one a column; may lie within pixels.
  ///   - bottoms: as many.
  mutating func fill(
    from x: Int, between tops: [Double], and bottoms: [Double], _ colour: SIMD3<UInt8>, opacity: Double)

  /// Draws a curve as a line two pixels thick: a value 0...1 for each column of the area, nil where there is none.
  mutating func drawLine(_ values: [Float?], in area: PixelArea, _ colour: SIMD3<UInt8>)

  /// Writes one line whose first letter's top left corner is at a place.
  ///
  /// - Parameters:
  ///   - room: pixels there are; what is longer ends in two dots.
  ///   - scale: how much larger than `BitmapFont`'s the letters are, at least 1.
  mutating func write(_ text: String, x: Int, y: Int, room: Int, colour: SIMD3<UInt8>, scale: Int)
}

extension Surface {
  /// Fills a rectangle, covering what was there.
  mutating func fill(_ area: PixelArea, _ colour: SIMD3<UInt8>) { fill(area, colour, opacity: 1) }

  /// Writes one line in small letters.
  mutating func write(_ text: String, x: Int, y: Int, room: Int, colour: SIMD3<UInt8>) {
    write(text, x: x, y: y, room: room, colour: colour, scale: 1)
  }

  /// Fills what is under a curve: a value 0...1 for each column of the area.
  mutating func fillBelow(
    _ values: [Float], in area: PixelArea, _ colour: SIMD3<UInt8>, opacity: Double = 1
  ) {
    let tops = values.map { Double(area.maxY) - Double(min(max($0, 0), 1)) * Double(area.height) }
    let bottoms = [Double](repeating: Double(area.maxY), count: tops.count)
    fill(from: area.x, between: tops, and: bottoms, colour, opacity: opacity)
  }

  /// As much of a line as there is room for: what is longer ends in two dots.
  static func fitted(_ text: String, room: Int, scale: Int) -> String {
    let letters = max(0, room / (scale * BitmapFont.width))
    let line = text.count > letters ? text.prefix(max(0, letters - 2)) + ".." : text[...]
    return String(line.prefix(letters))
  }
}
