import Foundation
import Media

/// What the beat network is given: log magnitudes, beside the song's own loudness so that gain
/// changes nothing, and how much the harmony changes.
enum BeatNetworkInput {
  /// Centres of the bands that the network hears, in Hz: eight an octave from 30 Hz to 14 kHz.
  static let centres = (0..<72).map { 30 * exp2(Double($0) / 8) }
  /// Frames from one row to the next: 50 rows a second, the first at the song's start.
  static let hop = 2
  /// Columns of a row: bands, and then harmonic novelties.
  static let columns = centres.count + HarmonicNovelty.spans.count

  /// A song's loud rows have a magnitude of about this before the logarithm.
  private static let gain: Float = 150

  /// Of every band, about 0...2.5,
  ///
  ///     log₁₀(1 + gain · √power / √(95th percentile of a row's power))
  ///
  /// and harmonic novelties, 0...1: `[row][column]`.
  static func series(of sound: SoundFeatures) -> FrameSeries {
    let bands = sound.beatNetworkBands
    let totals = (0..<bands.count).map { row in
      bands.values[row * bands.width..<(row + 1) * bands.width].reduce(0, +)
    }
    let loud = max(percentile(0.95, of: totals), Loudness.silence).squareRoot()
    let novelties = HarmonicNovelty.series(of: sound, count: bands.count)
    var result = FrameSeries(width: columns, hop: hop)
    for row in 0..<bands.count {
      result.appendRow { result in
        for band in 0..<bands.width {
          result[band] = log10(1 + gain / loud * bands[row: row, band].squareRoot())
        }
        for span in 0..<novelties.width { result[bands.width + span] = novelties[row: row, span] }
      }
    }
    return result
  }
}

/// What the beat network is given for a song, to train it with: `[row][column]`, 76 columns, 50 rows a second.
package func beatNetworkInput(of song: Song) throws(MediaError) -> [Float] {
  BeatNetworkInput.series(of: try SoundFeatures(of: song)).values
}
