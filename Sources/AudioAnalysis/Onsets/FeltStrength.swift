import Foundation

/// How strong strokes, onsets and beats are felt to be in the whole song.
///
/// An onset's strength is its rise beside what sounds already, so that the same bass drum counts less the more there is
/// around it: fine to follow one part, but the wrong way round for a listener, who is hit by the drop. What is felt is
/// how loud the part of the spectrum is that a stroke belongs to, how full the music is, and how the stroke stands out
/// among its like nearby: not among all other sounds.
struct FeltStrength: Sendable {
  /// The part of the spectrum that a stroke is heard in.
  enum Range: CaseIterable {
    /// Below 250 Hz, from there to 2500 Hz, above that, and all.
    case low, mid, high, whole
  }

  /// How loud each part of the spectrum is beside its own loudest: `[frame]`, 0...1.
  private let levels: [Range: [Float]]
  /// `[frame]`
  private let energy: [Float]

  /// A stroke is as loud as its loudest moment of so many frames: 80 ms, for bass drums swell.
  private static let sounding = 8
  /// Frames behind a stroke at which the music's energy counts, for it takes a moment to be all there in a drop.
  private static let settling = 25
  /// Seconds to either side within which strokes of a kind are compared.
  private static let nearby = 4.0
  /// What is left of a stroke where the music has no energy at all.
  private static let rest: Float = 0.25
  /// The share of a train's events that are weaker than those of full strength.
  private static let usual = 0.9
  /// The strength that counts as full at least, and the least one: what was heard is felt.
  private static let (fullest, least): (Float, Float) = (0.3, 0.05)

  /// Measures levels in `sound`, whose energy is `energy`: `[frame]`.
  init(of sound: SoundFeatures, energy: [Float]) {
    let mid = Bands.centres.firstIndex { $0 > 250 } ?? Bands.count
    let high = Bands.centres.firstIndex { $0 > 2500 } ?? Bands.count
    func power(_ bands: Swift.Range<Int>) -> [Float] {
      (0..<sound.frameCount).map { frame in bands.reduce(0) { $0 + sound.bands[frame, $1] } }
    }
    levels = [
      .low: power(0..<mid), .mid: power(mid..<high), .high: power(high..<Bands.count),
      .whole: (0..<sound.frameCount).map { sound.loudness[$0, 0] },
    ].mapValues(Self.level)
    self.energy = energy
  }

  /// Twice as high for 10 dB more, as `Loudness.signal` has it, but that 0 is silence.
  private static func level(ofPower power: [Float]) -> [Float] {
    let top = max(ceiling(of: power), Loudness.silence)
    return power.map { pow(min($0 / top, 1), 0.3) }
  }

  /// The same events, as strong as they are felt: 1 for one event in ten of a train, and those as strong.
  ///
  ///     √(s / median s nearby) · level · (¼ + ¾ energy) / P₉₀
  ///
  /// The root, at most 1, is how a stroke of strength s stands out among its like within 4 s: accents and ghost notes
  /// remain, while it makes no difference whether all others play too. The level is how loud the stroke's part of the
  /// spectrum is within the next 80 ms. P₉₀ is the 90th percentile of all this in the train, so that a song that is soft
  /// throughout, or the same throughout, still has strong strokes. More of s, level or energy never is felt as less.
  ///
  /// - Parameters:
  ///   - events: in order of time, as strong as they are beside what sounds around them.
  ///   - range: where in the spectrum they are heard.
  func felt(_ events: [Analysis.Event], in range: Range) -> [Analysis.Event] {
    let accents = Self.accents(of: events)
    let raw = zip(events, accents).map { event, accent in
      accent.squareRoot() * level(at: event.time, in: range)
        * (Self.rest + (1 - Self.rest) * energy(at: event.time))
    }
    let full = max(percentile(Self.usual, of: raw), Self.fullest)
    return zip(events, raw).map { event, strength in
      Analysis.Event(
        time: event.time, strength: min(max(strength / full, Self.least), 1).roundedToTenThousandths)
    }
  }

  /// Each event's strength beside the median of those nearby, at most 1: `[event]`.
  private static func accents(of events: [Analysis.Event]) -> [Float] {
    var (first, end) = (0, 0)
    return events.map { event in
      while events[first].time < event.time - nearby { first += 1 }
      while end < events.count, events[end].time <= event.time + nearby { end += 1 }
      let median = percentile(0.5, of: events[first..<end].map(\.strength))
      return median > 0 ? min(event.strength / median, 1) : 1
    }
  }

  private func level(at time: Double, in range: Range) -> Float {
    let curve = levels[range] ?? []
    let first = FrameGrid.frame(nearest: time)
    return curve[min(first, curve.count)..<min(first + Self.sounding + 1, curve.count)].max() ?? 0
  }

  private func energy(at time: Double) -> Float {
    energy.isEmpty ? 0 : energy[min(FrameGrid.frame(nearest: time) + Self.settling, energy.count - 1)]
  }
}
