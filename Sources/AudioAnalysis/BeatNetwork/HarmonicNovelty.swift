import Foundation

/// How different the pitches after a moment are from those before it, by how far one listens: chords change with bars.
enum HarmonicNovelty {
  /// Seconds compared before and after.
  static let spans = [0.3, 0.6, 1.2, 2.4]

  /// The square root of 1 less the cosine between the mean magnitudes by pitch before and after, 0...1; 0 at the edges.
  ///
  ///     √(1 - a · b / (|a| |b|))
  ///
  /// - Returns: `[row][span]`, `count` rows.
  static func series(of sound: SoundFeatures, count: Int) -> FrameSeries {
    let sums = PitchSums(of: sound.pitches)
    var novelties = FrameSeries(width: spans.count, hop: BeatNetworkInput.hop)
    var (before, after) = ([Float](repeating: 0, count: sums.width), [Float](repeating: 0, count: sums.width))
    for _ in 0..<count {
      let now = sound.pitches.seconds(to: novelties.end)
      novelties.appendRow { row in
        for (column, span) in spans.enumerated() where now >= span && now + span <= sums.seconds {
          sums.sum(now - span, now, into: &before)
          sums.sum(now, now + span, into: &after)
          row[column] = distance(before, after)
        }
      }
    }
    return novelties
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

/// Sums of magnitudes by pitch over any stretch of time.
private struct PitchSums {
  let width: Int
  /// How long the series is.
  var seconds: Double { Double(rows) / rowsPerSecond }

  private let rows: Int
  private let rowsPerSecond: Double
  /// The sum of all rows before one: `[row][pitch]`, one row more.
  private var sums: [Float]

  init(of pitches: FrameSeries) {
    (width, rows, rowsPerSecond) = (pitches.width, pitches.count, pitches.rowsPerSecond)
    sums = [Float](repeating: 0, count: (pitches.count + 1) * width)
    let loud = max(percentile(0.95, of: pitches.values), 1e-12)
    for i in pitches.values.indices {
      sums[i + width] = sums[i] + (pitches.values[i] / loud).squareRoot()
    }
  }

  /// Writes the sum from one time to another, in seconds from the first row, parts of rows included: `[pitch]`.
  func sum(_ from: Double, _ to: Double, into result: inout [Float]) {
    let (first, last) = (place(from), place(to))
    for pitch in 0..<width {
      result[pitch] =
        sums[last.row + pitch] * (1 - last.part) + sums[last.next + pitch] * last.part
        - sums[first.row + pitch] * (1 - first.part) - sums[first.next + pitch] * first.part
    }
  }

  private func place(_ time: Double) -> (row: Int, next: Int, part: Float) {
    let position = time * rowsPerSecond
    let row = min(Int(position), rows)
    return (row * width, min(row + 1, rows) * width, Float(position - Double(row)))
  }
}
