import Foundation

/// How different the pitches after a moment are from those before it, by how far one listens: chords change with bars.
enum HarmonicNovelty {
  /// Seconds compared before and after.
  static let spans = [0.3, 0.6, 1.2, 2.4]

  /// The square root of 1 less the cosine between the mean magnitudes by pitch before and after, 0...1; 0 at the edges.
  ///
  /// - Returns: `[row][span]`, 50 rows a second.
  static func rows(_ count: Int, of sound: SoundFeatures) -> [Float] {
    let sums = PitchSums(of: sound.pitches)
    let pitchRate = Double(framesPerSecond) / Double(SoundFeatures.pitchHop)
    var result = [Float](repeating: 0, count: count * spans.count)
    var (before, after) = ([Float](repeating: 0, count: sums.width), [Float](repeating: 0, count: sums.width))
    for row in 0..<count {
      let seconds = Double(row * BeatNetworkInput.hop + SoundFeatures.lead) / Double(framesPerSecond)
      for (column, span) in spans.enumerated()
      where seconds >= span && seconds + span <= sums.rows / pitchRate {
        sums.sum((seconds - span) * pitchRate, seconds * pitchRate, into: &before)
        sums.sum(seconds * pitchRate, (seconds + span) * pitchRate, into: &after)
        result[row * spans.count + column] = distance(before, after)
      }
    }
    return result
  }

  private static func distance(_ a: [Float], _ b: [Float]) -> Float {
    var (product, squareA, squareB): (Float, Float, Float) = (0, 0, 0)
    for i in a.indices {
      product += a[i] * b[i]
      squareA += a[i] * a[i]
      squareB += b[i] * b[i]
    }
    let norm = (squareA * squareB).squareRoot()
    return norm > 0 ? max(0, 1 - product / norm).squareRoot() : 0
  }
}

/// Sums of magnitudes by pitch over any stretch.
private struct PitchSums {
  let width: Int
  let rows: Double
  /// `[row][pitch]`: the sum of all rows before.
  private var sums: [Float]

  init(of pitches: Frames) {
    width = pitches.width
    rows = Double(pitches.count)
    sums = [Float](repeating: 0, count: (pitches.count + 1) * width)
    let loud = max(percentile(0.95, of: pitches.values), 1e-12)
    for i in pitches.values.indices {
      sums[i + width] = sums[i] + (pitches.values[i] / loud).squareRoot()
    }
  }

  /// Writes the sum from one place to another, both in rows and parts of rows.
  func sum(_ from: Double, _ to: Double, into result: inout [Float]) {
    let (first, last) = (place(from), place(to))
    for pitch in 0..<width {
      result[pitch] =
        sums[last.row + pitch] * (1 - last.part) + sums[last.next + pitch] * last.part
        - sums[first.row + pitch] * (1 - first.part) - sums[first.next + pitch] * first.part
    }
  }

  private func place(_ position: Double) -> (row: Int, next: Int, part: Float) {
    let row = min(Int(position), Int(rows))
    return (row * width, min(row + 1, Int(rows)) * width, Float(position - Double(row)))
  }
}
