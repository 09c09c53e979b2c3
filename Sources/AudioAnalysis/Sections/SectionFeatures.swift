import Foundation

/// How each stretch of a song sounds: what tells a verse from a chorus.
struct SectionFeatures {
  /// A way to look at the stretches: values of each, and how far they lie from the song's mean, on average.
  struct View {
    /// `[stretch][value]`
    let rows: [[Float]]
    /// The mean square distance from the mean; no less than what nobody would hear as another part.
    let spread: Float

    init(_ rows: [[Float]], leastSpread: Float) {
      self.rows = rows
      let mean = Self.mean(of: rows[...])
      let total = rows.reduce(Float(0)) { $0 + Self.squareDistance($1, mean) }
      spread = max(total / Float(max(rows.count, 1)), leastSpread)
    }

    /// The mean of some rows: `[value]`.
    static func mean(of rows: ArraySlice<[Float]>) -> [Float] {
      var sum = [Float](repeating: 0, count: rows.first?.count ?? 0)
      for row in rows { for i in row.indices { sum[i] += row[i] } }
      return sum.map { $0 / Float(max(rows.count, 1)) }
    }

    /// The square distance of two stretches, in spreads.
    func distance(_ one: Int, _ other: Int) -> Float { Self.squareDistance(rows[one], rows[other]) / spread }

    /// How far the mean of up to `length` stretches from each on is from that of up to `length` before it, in spreads;
    /// 0 for the first: `[stretch]`.
    ///
    ///     |mean after - mean before|² / spread
    func changes(over length: Int) -> [Float] {
      let count = rows.count
      guard count > 1 else { return [Float](repeating: 0, count: count) }
      var before = rows[0].map { _ in Float(0) }
      var after = Self.mean(of: rows[..<min(length, count)]).map { $0 * Float(min(length, count)) }
      return [0]
        + (1..<count).map { stretch in
          let passed = rows[stretch - 1]
          for i in passed.indices {
            before[i] += passed[i] - (stretch > length ? rows[stretch - 1 - length][i] : 0)
            after[i] += (stretch - 1 + length < count ? rows[stretch - 1 + length][i] : 0) - passed[i]
          }
          let shares = (1 / Float(min(length, stretch)), 1 / Float(min(length, count - stretch)))
          var square: Float = 0
          for i in before.indices {
            let change = after[i] * shares.1 - before[i] * shares.0
            square += change * change
          }
          return square / spread
        }
    }

    static func squareDistance(_ a: [Float], _ b: [Float]) -> Float {
      var sum: Float = 0
      for i in a.indices { sum += (a[i] - b[i]) * (a[i] - b[i]) }
      return sum
    }
  }

  /// The loudness of each band in dB / 10: which instruments play, and how loud.
  let timbre: View
  /// Onset strengths, low, mid and high, in each eighth of the stretch: what the drums do.
  let rhythm: View
  /// The share of each pitch class: which chords there are.
  let harmony: View
  /// The same in each quarter of the stretch: which chords follow each other.
  let chords: View

  /// Looks at `stretches` of the grid, as if there were nothing else in the song.
  init(of sound: SoundFeatures, signals: Signals, grid: SectionGrid, stretches: Range<Int>) {
    let stretches = stretches.map { grid.frames($0, of: sound.frameCount) }
    timbre = View(Self.timbre(of: sound, stretches), leastSpread: 0.25)
    rhythm = View(Self.rhythm(signals, stretches), leastSpread: 0.02)
    harmony = View(stretches.map { Self.chroma(of: sound, $0) }, leastSpread: 0.02)
    chords = View(stretches.map { Self.chords(signals, $0) }, leastSpread: 0.02)
  }

  private static func timbre(of sound: SoundFeatures, _ stretches: [Range<Int>]) -> [[Float]] {
    let quiet = max(ceiling(of: sound.bands.values), Loudness.silence) * 1e-5
    return stretches.map { frames in
      var sums = [Float](repeating: 0, count: Bands.count)
      for frame in frames {
        for band in sums.indices { sums[band] += sound.bands[frame, band] }
      }
      return sums.map { log10($0 / Float(frames.count) + quiet) }
    }
  }

  private static func rhythm(_ signals: Signals, _ stretches: [Range<Int>]) -> [[Float]] {
    let curves = [.lowOnsetStrength, .midOnsetStrength, .highOnsetStrength].compactMap { signals[$0] }
    return stretches.map { frames in curves.flatMap { means(of: $0, frames, parts: 8) } }
  }

  /// The means of a curve `[frame]` over equal parts of some frames: `[part]`.
  private static func means(of curve: [Float], _ frames: Range<Int>, parts: Int) -> [Float] {
    (0..<parts).map { part in
      let first = frames.lowerBound + frames.count * part / parts
      let end = max(first + 1, frames.lowerBound + frames.count * (part + 1) / parts)
      return curve[first..<min(end, curve.count)].reduce(0, +) / Float(end - first)
    }
  }

  private static func chords(_ signals: Signals, _ frames: Range<Int>) -> [Float] {
    let curves = (0..<12).compactMap { signals[.chroma($0)] }
    return normed(curves.flatMap { means(of: $0, frames, parts: 4) })
  }

  /// Scaled so that the squares add up to 1; all 0 remains.
  private static func normed(_ values: [Float]) -> [Float] {
    let norm = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 1e-6 ? values.map { $0 / norm } : values
  }

  /// The share of each pitch class, from A on: `[pitch class]`.
  private static func chroma(of sound: SoundFeatures, _ frames: Range<Int>) -> [Float] {
    var chroma = [Float](repeating: 0, count: 12)
    for row in sound.pitches.rows(covering: frames) {
      for pitch in 0..<sound.pitches.width {
        chroma[pitch % 12] += sound.pitches[row: row, pitch].squareRoot()
      }
    }
    return normed(chroma)
  }
}
