import Foundation

/// The 24 logarithmic bands from 30 Hz to 16 kHz, and the groups they form.
enum Bands {
  static let count = 24
  /// Centres in Hz, 0.39 octaves apart: `[band]`.
  static let centres = FilterBank.logarithmic(from: 30, to: 16000, count: count)
  /// Bands from here on (above 150 Hz) are heard through the short window, those below through the long one.
  static let firstShortBand = centres.firstIndex { $0 > 150 }!

  /// Bands of each named group: sub to 60 Hz, bass to 230, lowMid to 500, mid to 2000, highMid to 6000, and
  /// treble above.
  static let groups: [(name: Analysis.SignalName, bands: Range<Int>)] = {
    let ends = [60.0, 230, 500, 2000, 6000, 22000].map { end in centres.firstIndex { $0 > end } ?? count }
    let starts = [0] + ends.dropLast()
    return zip(Analysis.bandGroups, zip(starts, ends)).map { ($0, $1.0..<$1.1) }
  }()

  /// Curves 0...1 of every band and group, as loud as the ear finds them.
  static func signals(of sound: SoundFeatures) -> Signals {
    var powers: Signals = [:]
    for band in 0..<count { powers[.band(band)] = power(in: band..<band + 1, of: sound) }
    for group in groups { powers[group.name] = power(in: group.bands, of: sound) }
    let loudest = powers.values.map { ceiling(of: $0) }.max() ?? 0
    return powers.mapValues { Loudness.signal(fromPower: $0, beside: loudest) }
  }

  /// `[frame]`
  private static func power(in bands: Range<Int>, of sound: SoundFeatures) -> [Float] {
    (0..<sound.frameCount).map { frame in
      var sum: Float = 0
      for band in bands { sum += sound.bands[frame, band] }
      return sum
    }
  }
}
