import Media

/// A picture to paste others and labels into.
struct Canvas {
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

  /// Writes one line whose first letter's top left corner is at a place in the picture.
  ///
  /// - Parameter room: pixels there are; what is longer ends in two dots.
  mutating func write(_ text: String, x: Int, y: Int, room: Int, colour: SIMD3<UInt8>) {
    let letters = max(0, room / BitmapFont.width)
    let line = text.count > letters ? text.prefix(max(0, letters - 2)) + ".." : text[...]
    for (index, character) in line.prefix(letters).enumerated() {
      draw(character, x: x + index * BitmapFont.width, y: y, colour: colour)
    }
  }

  private mutating func draw(_ character: Character, x: Int, y: Int, colour: SIMD3<UInt8>) {
    for (row, bits) in BitmapFont.rows(of: character).enumerated() where y + row < picture.height {
      for column in 0..<BitmapFont.width where bits >> (BitmapFont.width - 1 - column) & 1 == 1 {
        guard x + column < picture.width else { continue }
        let pixel = 3 * ((y + row) * picture.width + x + column)
        for channel in 0..<3 { picture.pixels[pixel + channel] = colour[channel] }
      }
    }
  }
}
