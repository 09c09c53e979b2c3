import Foundation

/// How each stretch of a song sounds: what tells a verse from a chorus.
struct SectionFeatures {
  /// A way to look at the stretches: `[stretch][value]`, and how far values lie from the song's mean, on average.
  struct View {
    let rows: [[Float]]
    /// The mean square distance from the mean; no less than what nobody would hear as another part.
    let spread: Float

    init(_ rows: [[Float]], leastSpread: Float) {
      self.rows = rows
      let mean = Self.mean(of: rows[...])
      let total = rows.reduce(Float(0)) { $0 + Self.squareDistance($1, mean) }
      spread = max(total / Float(max(rows.count, 1)), leastSpread)
    }

    /// The mean of some rows.
    static func mean(of rows: ArraySlice<[Float]>) -> [Float] {
      var sum = [Float](repeating: 0, count: rows.first?.count ?? 0)
      for row in rows { for i in row.indices { sum[i] += row[i] } }
      return sum.map { $0 / Float(max(rows.count, 1)) }
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

  init(of heard: Heard, signals: [String: [Float]], grid: SectionGrid) {
    let stretches = (0..<grid.count).map { grid.frames($0, of: heard.frameCount) }
    timbre = View(Self.timbre(of: heard, stretches), leastSpread: 0.25)
    rhythm = View(Self.rhythm(signals, stretches), leastSpread: 0.02)
    harmony = View(stretches.map { Self.chroma(of: heard, $0) }, leastSpread: 0.02)
  }

  /// The views, each of which says as much about what a section is as the others.
  var views: [View] { [timbre, rhythm, harmony] }

  private static func timbre(of heard: Heard, _ stretches: [Range<Int>]) -> [[Float]] {
    let quiet = max(ceiling(of: heard.bands.values), Loudness.silence) * 1e-5
    return stretches.map { frames in
      var sums = [Float](repeating: 0, count: Bands.count)
      for frame in frames { for band in sums.indices { sums[band] += heard.bands[frame + Heard.lead, band] } }
      return sums.map { log10($0 / Float(frames.count) + quiet) }
    }
  }

  private static func rhythm(_ signals: [String: [Float]], _ stretches: [Range<Int>]) -> [[Float]] {
    let curves = ["lowOnsetStrength", "midOnsetStrength", "highOnsetStrength"].compactMap { signals[$0] }
    return stretches.map { frames in
      curves.flatMap { curve in
        (0..<8).map { part -> Float in
          let first = frames.lowerBound + frames.count * part / 8
          let end = max(first + 1, frames.lowerBound + frames.count * (part + 1) / 8)
          return curve[first..<min(end, curve.count)].reduce(0, +) / Float(end - first)
        }
      }
    }
  }

  private static func chroma(of heard: Heard, _ frames: Range<Int>) -> [Float] {
    let first = (frames.lowerBound + Heard.lead) / Heard.pitchHop
    let end = min(max(first + 1, (frames.upperBound + Heard.lead) / Heard.pitchHop), heard.pitches.count)
    var chroma = [Float](repeating: 0, count: 12)
    for row in min(first, end)..<end {
      for pitch in 0..<heard.pitches.width { chroma[pitch % 12] += heard.pitches[row, pitch].squareRoot() }
    }
    let norm = chroma.reduce(0) { $0 + $1 * $1 }.squareRoot()
    return norm > 0 ? chroma.map { $0 / norm } : chroma
  }
}
