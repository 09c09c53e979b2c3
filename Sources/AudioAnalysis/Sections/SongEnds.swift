import Foundation

/// Where the music of a song is: without the silence before it, and without its fade and the silence behind it.
///
/// A fade makes everything softer, bar by bar; that is no other music. Neither is silence. Sections are sought in the
/// rest alone.
enum SongEnds {
  /// In dB beside the song's usual level: what is softer than `silent` is as good as silent, what is louder than `loud` has
  /// not begun to fade; behind the last bar above `faded` there is only what is left of a song; a fade-in is below `rising`.
  private static let (silent, loud, faded, rising): (Float, Float, Float, Float) = (-35, -3, -20, -20)
  /// How much a fade loses in a bar, and in two of which one may stand out, in dB.
  private static let (step, twoSteps): (Float, Float) = (0.5, 1.5)
  /// The share of bars that are softer than the usual level: most of a song may be soft.
  private static let usual = 0.75

  /// The stretches of the grid with music, at least one; all in a silent song.
  static func music(in sound: SoundFeatures, _ grid: SectionGrid) -> Range<Int> {
    let levels = levels(of: sound, grid)
    let start = leadIn(levels)
    let end = grid.count - fade(levels)
    return start < end ? start..<end : 0..<grid.count
  }

  /// Each stretch's loudness in dB beside the song's usual one: `[stretch]`; all 0 in a silent song.
  private static func levels(of sound: SoundFeatures, _ grid: SectionGrid) -> [Float] {
    let sums = runningSums(of: sound.weightedPower.values)
    let levels = (0..<grid.count).map { stretch -> Float in
      let frames = grid.frames(stretch, of: sound.frameCount)
      let (from, to) = (min(frames.lowerBound, sums.count - 1), min(frames.upperBound, sums.count - 1))
      let power = Float(sums[to] - sums[from]) / Float(max(to - from, 1))
      return 10 * log10(max(power, Loudness.silence))
    }
    let top = percentile(usual, of: levels)
    return levels.map { $0 - top }
  }

  /// Stretches at the end that are very soft, and before them those that are softer by the bar.
  private static func fade(_ levels: [Float]) -> Int {
    guard let last = levels.last, last < faded else { return 0 }
    var start = levels.count - 1
    while start > 0 {
      let (level, next) = (levels[start - 1], levels[start])
      let overNext = start + 1 < levels.count ? levels[start + 1] : -.infinity
      let fades = level >= next + step || (level >= next - step && level >= overNext + twoSteps)
      guard level < faded || (level < loud && fades) else { break }
      start -= 1
    }
    return levels.count - start
  }

  /// Stretches at the beginning that are silent, or very soft and louder by the bar.
  private static func leadIn(_ levels: [Float]) -> Int {
    var end = 0
    while end + 1 < levels.count,
      levels[end] < silent || (levels[end] < rising && levels[end] <= levels[end + 1] - step)
    {
      end += 1
    }
    return end
  }
}
