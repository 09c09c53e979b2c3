/// How sure each beat is, and which of them to believe.
struct BeatConfidence {
  /// Beats tracked, as frames, each with the contrast between beats and the rest around it.
  let beats: [(frame: Int, contrast: Float)]

  /// Beats to either side that speak for one.
  private static let reach = 6
  /// Contrast of music without a pulse, where beats are merely laid over chance peaks, and of a clear pulse.
  private static let chance: Float = 0.9
  private static let clear: Float = 2.2

  /// Compares the pulse on the beats with its mean, which is 0.
  init(of frames: [Int], in pulse: Pulse) {
    let values = frames.map { frame in
      pulse.values[max(0, frame - 1)...min(pulse.values.count - 1, frame + 1)].max()!
    }
    beats = frames.indices.map { i in
      let near = values[max(0, i - Self.reach)...min(values.count - 1, i + Self.reach)]
      return (frames[i], near.reduce(0) { $0 + min($1, 4) } / Float(near.count))
    }
  }

  /// The beats from the first to the last that stand out from chance; what lies between is carried by
  /// the beats around it.
  var convincing: [(frame: Int, confidence: Float)] {
    guard let first = beats.firstIndex(where: { $0.contrast > Self.chance }),
      let last = beats.lastIndex(where: { $0.contrast > Self.chance })
    else { return [] }
    return beats[first...last].map { beat in
      (beat.frame, min(max((beat.contrast - Self.chance) / (Self.clear - Self.chance), 0.05), 1))
    }
  }
}
