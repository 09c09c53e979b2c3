import Foundation

/// The harmony as a colour: neighbours on the circle of fifths, which sound alike, have neighbouring hues.
enum PitchHue {
  /// Profiles before and behind a moment that count: 0.5 s each.
  private static let reach = 10

  /// Where on the circle of fifths the strongest pitch classes lie, 0...1 once around: C is 0, G is 1/12, D 2/12...
  /// F 11/12. Over one second; where there is no pitch, it stays where it was.
  ///
  /// As a colour, `hue: 360 * pitchHue`: it turns on as the harmony moves on, and comes back with the chord.
  ///
  ///     arg Σ notes(p)² · exp(2πi · 7p / 12) / 2π, over pitch classes p
  static func signal(of chroma: Chroma) -> [Float] {
    let notes = chroma.notes
    let places = (0..<notes.count).map { row in
      (0..<12).reduce(SIMD2<Float>.zero) { $0 + notes[row: row, $1] * notes[row: row, $1] * fifths[$1] }
    }
    let x = chroma.spread(smoothed(places.map(\.x), reach: reach))
    let y = chroma.spread(smoothed(places.map(\.y), reach: reach))
    var hue: Float = 0
    return zip(x, y).map { x, y in
      if x * x + y * y > faintest * faintest { hue = turns(x, y) }
      return hue
    }
  }

  /// The square of the amplitude of the faintest tones.
  private static let faintest = Chroma.silence * Chroma.silence

  /// The angle of a point, 0..<1 once around from the x axis.
  private static func turns(_ x: Float, _ y: Float) -> Float {
    let turns = atan2(y, x) / (2 * .pi)
    return turns < 0 ? min(turns + 1, 0.9999) : turns
  }

  /// Where each is on the circle: `[pitch class]`.
  private static let fifths: [SIMD2<Float>] = (0..<12).map { pitch in
    let angle = 2 * Double.pi * Double(pitch * 7 % 12) / 12
    return SIMD2(Float(cos(angle)), Float(sin(angle)))
  }
}
