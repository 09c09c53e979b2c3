import Media

/// How far a song's samples swing, stretch by stretch: what an audio editor draws.
///
/// Stretches are equally long, as many as a picture has columns, so that a three-hour set takes no more room than
/// a jingle.
public struct Waveform: Sendable, Equatable {
  /// `[stretch]`: the lowest sample of each in any channel, full scale at -1, at most 0.
  public private(set) var lowest: [Float]
  /// `[stretch]`: the highest sample of each in any channel, full scale at 1, at least 0.
  public private(set) var highest: [Float]
  /// `[stretch]`: the root of the mean square of each over all channels, √(Σ x² / n), at least 0.
  public private(set) var effective: [Float]

  /// Reads a song from where it is to its end.
  ///
  /// - Parameters:
  ///   - song: read to its end.
  ///   - seconds: the song's length, above 0.
  ///   - stretches: into how many to cut it, at least 1.
  /// - Throws: `MediaError` when the song is cut off or damaged beyond decoding.
  public init(of song: Song, seconds: Double, stretches: Int) throws(MediaError) {
    let zeros = [Float](repeating: 0, count: stretches)
    (lowest, highest, effective) = (zeros, zeros, zeros)
    var squares = [Double](repeating: 0, count: stretches)
    var counts = [Int](repeating: 0, count: stretches)
    let frames = max(1, song.frame(at: seconds))
    var frame = 0
    try song.forEachChunk { chunk in
      for first in stride(from: 0, to: chunk.count, by: song.channels) {
        let stretch = min(frame * stretches / frames, stretches - 1)
        for sample in chunk[first..<first + song.channels] {
          lowest[stretch] = min(lowest[stretch], sample)
          highest[stretch] = max(highest[stretch], sample)
          squares[stretch] += Double(sample) * Double(sample)
        }
        counts[stretch] += song.channels
        frame += 1
      }
    }
    for stretch in 0..<stretches where counts[stretch] > 0 {
      effective[stretch] = Float((squares[stretch] / Double(counts[stretch])).squareRoot())
    }
    fillGaps(counts)
  }

  /// A song of fewer samples than stretches leaves some without any: they show the one before.
  private mutating func fillGaps(_ counts: [Int]) {
    for stretch in counts.indices.dropFirst() where counts[stretch] == 0 {
      lowest[stretch] = lowest[stretch - 1]
      highest[stretch] = highest[stretch - 1]
      effective[stretch] = effective[stretch - 1]
    }
  }
}
