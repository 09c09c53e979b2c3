import Foundation
import Media

/// What the beat network is given: log magnitudes, beside the song's own loudness, so that gain changes nothing.
enum EarInput {
  /// A song's loud rows have a magnitude of about this before the logarithm.
  private static let gain: Float = 150

  /// log10(1 + gain * magnitude) of every band, `[row][band]`, 50 rows a second; about 0...2.5.
  static func rows(of heard: Heard) -> [Float] {
    let bands = heard.earBands
    let totals = (0..<bands.count).map { row in
      bands.values[row * bands.width..<(row + 1) * bands.width].reduce(0, +)
    }
    let loud = max(percentile(0.95, of: totals), Loudness.silence).squareRoot()
    return bands.values.map { log10(1 + gain / loud * $0.squareRoot()) }
  }
}

/// What the beat network is given for a song, to train it with: see `EarInput.rows`.
package func earFeatures(of song: Song) throws(MediaError) -> [Float] {
  EarInput.rows(of: try Heard(of: song))
}
