import Foundation
import Media

/// What the beat network is given: log magnitudes, beside the song's own loudness so that gain
/// changes nothing, and how much the harmony changes.
enum BeatNetworkInput {
  /// Centres of the bands that the network hears, in Hz: eight an octave from 30 Hz to 14 kHz.
  static let centres = (0..<72).map { 30 * exp2(Double($0) / 8) }
  /// Frames from one row to the next: 50 rows a second, the first at the song's start.
  static let hop = 2
  /// A song's loud rows have a magnitude of about this before the logarithm.
  private static let gain: Float = 150

  /// Columns of a row: bands, and then harmonic novelties.
  static let columns = centres.count + HarmonicNovelty.spans.count

  /// log10(1 + gain * magnitude) of every band, about 0...2.5, and harmonic novelties, 0...1: `[row][column]`, 50 rows a
  /// second.
  static func rows(of sound: SoundFeatures) -> [Float] {
    let bands = sound.beatNetworkBands
    let totals = (0..<bands.count).map { row in
      bands.values[row * bands.width..<(row + 1) * bands.width].reduce(0, +)
    }
    let loud = max(percentile(0.95, of: totals), Loudness.silence).squareRoot()
    let novelties = HarmonicNovelty.rows(bands.count, of: sound)
    let spans = HarmonicNovelty.spans.count
    var result: [Float] = []
    result.reserveCapacity(bands.count * columns)
    for row in 0..<bands.count {
      for band in 0..<bands.width { result.append(log10(1 + gain / loud * bands[row, band].squareRoot())) }
      result += novelties[row * spans..<(row + 1) * spans]
    }
    return result
  }
}

/// What the beat network is given for a song, to train it with: see `BeatNetworkInput.rows`.
package func beatNetworkInput(of song: Song) throws(MediaError) -> [Float] {
  BeatNetworkInput.rows(of: try SoundFeatures(of: song))
}
