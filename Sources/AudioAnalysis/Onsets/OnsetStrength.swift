import Foundation

/// How much louder each moment is than the one before.
struct OnsetStrength: Sendable {
  /// Over all bands, below 250 Hz, up to 2500 Hz, and above, in mean log magnitude, 0 or more: `[frame]`.
  var whole: [Float]
  var low: [Float]
  var mid: [Float]
  var high: [Float]

  /// Frames between the two magnitudes compared. The brief window holds the beginning of a sound in one, and
  /// nothing of it in the other, when the sound begins at the frame's time.
  static let lag = 2

  /// Adds up rises: the log magnitude X less the loudest neighbouring band's two frames back.
  ///
  ///     mean over bands b of max(0, X(t, b) - max(X(t - lag, b - 1), X(t - lag, b), X(t - lag, b + 1)))
  ///
  /// The maximum over neighbouring bands keeps vibrato from looking like onsets; magnitudes are taken
  /// relative to the song's own loudness, so gain changes nothing.
  ///
  /// - Source: Böck and Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013.
  init(of sound: SoundFeatures) {
    let frames = sound.frameCount
    let bands = SoundFeatures.onsetCentres.count
    let midStart = SoundFeatures.onsetCentres.firstIndex { $0 > 250 }!
    let highStart = SoundFeatures.onsetCentres.firstIndex { $0 > 2500 }!
    let loud = max(ceiling(of: sound.loudness.values), Loudness.silence).squareRoot()
    (whole, low, mid, high) = ([], [], [], [])
    var magnitudes = MagnitudeHistory(sound.onsetBands, gain: 150 / loud)
    for frame in 0..<frames {
      // The last windows reach behind the song's end, whose cut is no onset.
      let heardWhole: Float = frame + 3 < frames ? 1 : 0
      let before = magnitudes.spread(at: frame - Self.lag)
      let after = magnitudes.row(at: frame)
      var sums: (low: Float, mid: Float, high: Float) = (0, 0, 0)
      for band in 0..<midStart { sums.low += max(0, after[band] - before[band]) }
      for band in midStart..<highStart { sums.mid += max(0, after[band] - before[band]) }
      for band in highStart..<bands { sums.high += max(0, after[band] - before[band]) }
      low.append(heardWhole * sums.low / Float(midStart))
      mid.append(heardWhole * sums.mid / Float(highStart - midStart))
      high.append(heardWhole * sums.high / Float(bands - highStart))
      whole.append(heardWhole * (sums.low + sums.mid + sums.high) / Float(bands))
    }
  }

  /// The strengths 0...1: 1 is each one's ceiling, and 0 no rise at all.
  var signals: Signals {
    [
      .onsetStrength: Self.signal(whole), .lowOnsetStrength: Self.signal(low),
      .midOnsetStrength: Self.signal(mid), .highOnsetStrength: Self.signal(high),
    ]
  }

  /// A song whose strongest onsets are fainter than 0.05 (a twentieth of a decade) has low curves.
  private static func signal(_ strength: [Float]) -> [Float] {
    normalised(strength, from: 0, to: max(ceiling(of: strength), 0.05))
  }
}

/// Log magnitudes of the frames around the current one.
private struct MagnitudeHistory {
  private let power: FrameSeries
  private let gain: Float
  /// The last rows asked for, `[band]` each.
  private var kept: [(frame: Int, row: [Float])] = []

  init(_ power: FrameSeries, gain: Float) {
    (self.power, self.gain) = (power, gain)
  }

  /// log10(1 + gain * magnitude): `[band]`.
  mutating func row(at frame: Int) -> [Float] {
    if let known = kept.first(where: { $0.frame == frame }) { return known.row }
    let row = (0..<power.width).map { log10(1 + gain * power[frame, $0].squareRoot()) }
    kept.append((frame, row))
    if kept.count > 4 { kept.removeFirst() }
    return row
  }

  /// The row's maximum over each band and its two neighbours: `[band]`.
  mutating func spread(at frame: Int) -> [Float] {
    let row = row(at: frame)
    return row.indices.map { max(row[max($0 - 1, 0)], row[$0], row[min($0 + 1, row.count - 1)]) }
  }
}
