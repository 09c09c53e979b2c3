/// How sure each beat is, and which of them to believe.
struct BeatConfidence {
  /// Beats tracked, as frames, and how well the beat interval around each fits what repeats in the music.
  private let beats: [(frame: Int, fit: Float)]

  /// Beats to either side that speak for one.
  private static let reach = 6
  /// The fit of beats laid over chance peaks stays below this: in white noise it is 0.03 to 0.1.
  private static let chance: Float = 0.15
  /// The fit of a clear pulse.
  private static let clear: Float = 0.5

  /// Weighs beats tracked at `frames`.
  init(of frames: [Int], in tempogram: Tempogram) {
    let fits = zip(frames.dropFirst(), frames).map { tempogram.fit(of: $0 - $1, at: $0) }
    beats = frames.indices.map { i in
      let near = fits[max(0, min(i - Self.reach, fits.count))..<min(fits.count, i + Self.reach)]
      return (frames[i], near.reduce(0, +) / Float(max(near.count, 1)))
    }
  }

  /// The beats from the first to the last that stand out from chance; what lies between is carried by
  /// the beats around it.
  var convincing: [(frame: Int, confidence: Float)] {
    guard let first = beats.firstIndex(where: { $0.fit > Self.chance }),
      let last = beats.lastIndex(where: { $0.fit > Self.chance })
    else { return [] }
    return beats[first...last].map { beat in
      (beat.frame, min(max((beat.fit - Self.chance) / (Self.clear - Self.chance), 0.05), 1))
    }
  }
}
