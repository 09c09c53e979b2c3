import Foundation

/// The colours of a plot: bright on dark, told apart in lightness too.
enum PlotColours {
  static let background = SIMD3<UInt8>(13, 15, 21)
  static let lane = SIMD3<UInt8>(21, 24, 33)
  static let grid = SIMD3<UInt8>(46, 52, 68)
  static let bright = SIMD3<UInt8>(238, 240, 246)
  static let dim = SIMD3<UInt8>(152, 160, 178)
  static let dark = SIMD3<UInt8>(10, 12, 16)

  static let loudness = SIMD3<UInt8>(86, 156, 214)
  static let energy = SIMD3<UInt8>(255, 196, 92)
  static let onsets = SIMD3<UInt8>(94, 214, 180)
  static let beat = SIMD3<UInt8>(146, 160, 194)
  static let downbeat = SIMD3<UInt8>(255, 238, 190)
  static let tempo = SIMD3<UInt8>(196, 160, 255)
  static let kick = SIMD3<UInt8>(255, 112, 100)
  static let snare = SIMD3<UInt8>(255, 206, 96)
  static let hat = SIMD3<UInt8>(118, 216, 236)
  static let harmonic = SIMD3<UInt8>(104, 168, 255)
  static let percussive = SIMD3<UInt8>(255, 138, 92)
  static let voice = SIMD3<UInt8>(232, 120, 200)

  /// The colours of curves without one of their own, from the top of a plot; they come again.
  static func curve(_ index: Int) -> SIMD3<UInt8> {
    [onsets, energy, harmonic, kick, tempo, hat, snare, voice][index % 8]
  }

  private static let sections: [SIMD3<UInt8>] = [
    SIMD3(84, 174, 234), SIMD3(255, 160, 72), SIMD3(66, 204, 142), SIMD3(240, 104, 146),
    SIMD3(170, 134, 255), SIMD3(238, 210, 84), SIMD3(84, 212, 222), SIMD3(214, 120, 96),
  ]

  /// The colour of all sections of a label, which is A, B, C and so on; later ones come again.
  static func section(_ label: String) -> SIMD3<UInt8> {
    let letters = label.utf8.reduce(0) { $0 * 26 + max(0, Int($1) - Int(UInt8(ascii: "A"))) }
    return sections[letters % sections.count]
  }

  private static let heatStops: [SIMD3<Double>] = [
    SIMD3(17, 19, 28), SIMD3(52, 24, 96), SIMD3(140, 40, 122), SIMD3(228, 90, 74), SIMD3(252, 178, 84),
    SIMD3(255, 246, 200),
  ]

  /// Dark for 0, over violet and red to a pale yellow for 1.
  static func heat(_ value: Float) -> SIMD3<UInt8> {
    let place = Double(min(max(value, 0), 1)) * Double(heatStops.count - 1)
    let stop = min(Int(place), heatStops.count - 2)
    let colour = heatStops[stop] + (heatStops[stop + 1] - heatStops[stop]) * (place - Double(stop))
    return SIMD3(clamping: SIMD3<Int>(colour.rounded(.toNearestOrEven)))
  }

  /// A note's hue, neighbours on the circle of fifths being alike, brighter the higher `value` is, 0...1.
  static func note(_ pitch: Int, _ value: Float) -> SIMD3<UInt8> {
    let hue = Double(pitch * 7 % 12) / 12
    let full = (0..<3).map { 0.62 + 0.38 * cos(2 * .pi * (hue - Double($0) / 3)) }
    let share = Double(min(max(value, 0), 1)).squareRoot()
    let ground = [17.0, 19, 28]
    let mixed = (0..<3).map { ground[$0] + share * (255 * full[$0] - ground[$0]) }
    return SIMD3(UInt8(mixed[0]), UInt8(mixed[1]), UInt8(mixed[2]))
  }
}
