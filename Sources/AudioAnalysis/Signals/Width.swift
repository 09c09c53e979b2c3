/// How wide the sound lies between left and right.
struct Width {
  private let bands: FilterBank
  /// Power in the middle and the side: `[band]`.
  private var mid: [Float]
  private var side: [Float]

  init(for window: SpectralWindow) {
    bands = window.bands(Bands.centres)
    mid = [Float](repeating: 0, count: Bands.count)
    side = mid
  }

  /// The side's share of the power in each of the 24 bands, averaged over the bands by amplitude, so that bass, which
  /// is seldom wide, doesn't drown all else.
  ///
  ///     Σ √P(b) · side(b) / P(b) / Σ √P(b),  P(b) = mid(b) + side(b), over bands b
  ///
  /// 0 is mono, or silence; 0.5 two channels that know nothing of each other; 1 two that cancel each other.
  mutating func width(of window: SpectralWindow) -> Float {
    guard window.side.total > 0, window.sum.total > Loudness.silence else { return 0 }
    mid.withUnsafeMutableBufferPointer {
      bands.apply(to: window.mid, bands: 0..<Bands.count, into: $0.baseAddress!)
    }
    side.withUnsafeMutableBufferPointer {
      bands.apply(to: window.side, bands: 0..<Bands.count, into: $0.baseAddress!)
    }
    var (sum, weights): (Float, Float) = (0, 0)
    for band in 0..<Bands.count {
      let power = mid[band] + side[band]
      guard power > 0 else { continue }
      sum += power.squareRoot() * side[band] / power
      weights += power.squareRoot()
    }
    return weights > 0 ? sum / weights : 0
  }

  /// The width 0...1 over a song, over 200 ms: 0 is mono, and 1 the song's widest, which is at least 0.2, so that a
  /// song that is next to mono stays narrow.
  static func signal(of sound: SoundFeatures) -> [Float] {
    let curve = smoothed(sound.width.spread(over: sound.frameCount), reach: 10)
    return normalised(curve, from: 0, to: max(ceiling(of: curve), 0.2))
  }
}
