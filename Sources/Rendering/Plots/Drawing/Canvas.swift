import Foundation
import Media

/// A picture to paste others, shapes and labels into; what lies beyond its borders is cut off.
struct Canvas: Surface {
  private(set) var picture: Picture

  /// A picture of one colour; red, green, blue.
  init(width: Int, height: Int, colour: SIMD3<UInt8>) {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(3 * width * height)
    for _ in 0..<width * height {
      pixels.append(colour.x)
      pixels.append(colour.y)
      pixels.append(colour.z)
    }
    picture = Picture(width: width, height: height, pixels: pixels)
  }

  /// A picture to draw over.
  init(over picture: Picture) {
    self.picture = picture
  }

  /// Puts `other` with its top left corner at a place where all of it fits.
  mutating func paste(_ other: Picture, x: Int, y: Int) {
    precondition(x >= 0 && y >= 0 && x + other.width <= picture.width && y + other.height <= picture.height)
    for row in 0..<other.height {
      let source = 3 * row * other.width
      let target = 3 * ((y + row) * picture.width + x)
      picture.pixels.replaceSubrange(
        target..<target + 3 * other.width, with: other.pixels[source..<source + 3 * other.width])
    }
  }

  /// Writes one line; letters lose their accents, which `BitmapFont` doesn't have.
  mutating func write(_ text: String, x: Int, y: Int, room: Int, colour: SIMD3<UInt8>, scale: Int) {
    let plain = text.folding(options: .diacriticInsensitive, locale: nil)
    let line = Self.fitted(plain, room: room, scale: scale)
    for (index, character) in line.enumerated() {
      draw(character, x: x + index * scale * BitmapFont.width, y: y, colour: colour, scale: scale)
    }
  }

  private mutating func draw(_ character: Character, x: Int, y: Int, colour: SIMD3<UInt8>, scale: Int) {
    for (row, bits) in BitmapFont.rows(of: character).enumerated() {
      for column in 0..<BitmapFont.width where bits >> (BitmapFont.width - 1 - column) & 1 == 1 {
        let dot = PixelArea(x: x + scale * column, y: y + scale * row, width: scale, height: scale)
        fill(dot, colour)
      }
    }
  }

  /// Fills a rectangle, with `opacity` of the colour and what was there for the rest.
  mutating func fill(_ area: PixelArea, _ colour: SIMD3<UInt8>, opacity: Double) {
    let columns = (area.x..<area.maxX).clamped(to: 0..<picture.width)
    let rows = (area.y..<area.maxY).clamped(to: 0..<picture.height)
    for y in rows {
      for x in columns { blend(colour, opacity, x: x, y: y) }
    }
  }

  mutating func fill(
    from x: Int, between tops: [Double], and bottoms: [Double], _ colour: SIMD3<UInt8>, opacity: Double
  ) {
    for column in tops.indices {
      fillColumn(x + column, from: tops[column], to: bottoms[column], colour, opacity: opacity)
    }
  }

  mutating func drawLine(_ values: [Float?], in area: PixelArea, _ colour: SIMD3<UInt8>) {
    let room = Double(area.height - 2)
    var previous: Double?
    for (column, value) in values.enumerated() {
      guard let value else {
        previous = nil
        continue
      }
      let y = Double(area.y) + (1 - Double(min(max(value, 0), 1))) * room
      let (upper, lower) = (min(y, previous ?? y), max(y, previous ?? y))
      fillColumn(area.x + column, from: upper, to: lower + 2, colour)
      previous = y
    }
  }

  /// Fills one column of pixels between two heights, of which the ends may lie within pixels.
  mutating func fillColumn(
    _ x: Int, from top: Double, to bottom: Double, _ colour: SIMD3<UInt8>, opacity: Double = 1
  ) {
    guard (0..<picture.width).contains(x), bottom > top else { return }
    let first = max(0, Int(top.rounded(.down)))
    let last = min(picture.height, Int(bottom.rounded(.up)))
    guard first < last else { return }
    for y in first..<last {
      let covered = min(bottom, Double(y + 1)) - max(top, Double(y))
      blend(colour, opacity * min(max(covered, 0), 1), x: x, y: y)
    }
  }

  /// Mixes a colour into a pixel: before + share · (colour - before), rounded.
  private mutating func blend(_ colour: SIMD3<UInt8>, _ share: Double, x: Int, y: Int) {
    let pixel = 3 * (y * picture.width + x)
    for channel in 0..<3 {
      let before = Double(picture.pixels[pixel + channel])
      let mixed = before + share * (Double(colour[channel]) - before)
      picture.pixels[pixel + channel] = UInt8(mixed.rounded())
    }
  }
}
