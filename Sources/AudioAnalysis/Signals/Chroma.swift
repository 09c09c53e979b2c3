import Foundation

/// How much there is of each of the twelve pitch classes, in the song's own tuning.
struct Chroma: Sendable {
  /// C, C sharp... B, in amplitude, less what the seventh strongest pitch class has in the row, 0 or more:
  /// `[row][pitch class]`.
  let notes: FrameSeries
  /// How much higher than 440 Hz the song's A is, in semitones, -0.5...0.5.
  let tuning: Double
  /// Frames of the song.
  private let frameCount: Int

  /// Amplitudes below this aren't tones.
  static let silence: Float = 1e-4

  /// Estimates the tuning, gathers what lies around each semitone, and takes the noise of drums off: what half of the
  /// pitch classes have at every moment.
  ///
  ///     chroma(p) = Σ cos²(3π/4 · d) profile(s), over steps s less than d = 2/3 semitones from p
  ///     notes(p) = max(0, chroma(p) - seventh greatest chroma)
  init(of sound: SoundFeatures) {
    let profiles = sound.pitchProfiles
    tuning = Self.tuning(of: profiles)
    let kernels = Self.kernels(tuning: tuning)
    var notes = FrameSeries(width: 12, hop: PitchProfile.hop)
    for row in 0..<profiles.count {
      let chroma = kernels.map { kernel in
        kernel.reduce(0) { $0 + $1.weight * profiles[row: row, $1.step] }
      }
      let noise = chroma.sorted()[5]
      notes.appendRow { notes in
        for pitch in 0..<12 { notes[pitch] = max(0, chroma[pitch] - noise) }
      }
    }
    (self.notes, frameCount) = (notes, sound.frameCount)
  }

  /// The mean deviation of all tones from the semitones of 440 Hz, on the circle of one semitone.
  ///
  ///     arg Σ profile(s) exp(2πi s / steps a semitone) / 2π
  private static func tuning(of profiles: FrameSeries) -> Double {
    let perSemitone = PitchProfile.steps / 12
    var sums = [Double](repeating: 0, count: perSemitone)
    for row in 0..<profiles.count {
      for step in 0..<profiles.width { sums[step % perSemitone] += Double(profiles[row: row, step]) }
    }
    var (x, y) = (0.0, 0.0)
    for (step, sum) in sums.enumerated() {
      let angle = 2 * Double.pi * Double(step) / Double(perSemitone)
      (x, y) = (x + sum * cos(angle), y + sum * sin(angle))
    }
    return x == 0 && y == 0 ? 0 : atan2(y, x) / (2 * .pi)
  }

  /// The steps less than two thirds of a semitone away from each pitch class, weighed by the square of a cosine:
  /// `[pitch class][step]`.
  private static func kernels(tuning: Double) -> [[(step: Int, weight: Float)]] {
    let perSemitone = Double(PitchProfile.steps / 12)
    return (0..<12).map { pitch in
      let centre = (Double(pitch) + tuning) * perSemitone
      return (Int(centre.rounded()) - 4...Int(centre.rounded()) + 4).compactMap { step in
        let distance = abs(Double(step) - centre) / perSemitone
        guard distance < 2.0 / 3 else { return nil }
        let weight = pow(cos(distance * 0.75 * .pi), 2)
        return ((step + PitchProfile.steps) % PitchProfile.steps, Float(weight))
      }
    }
  }
}

extension Chroma {
  /// A value for each frame of the song out of one a row: `[frame]` from `[row]`.
  func spread(_ values: [Float]) -> [Float] {
    FrameSeries(hop: notes.hop, values: values).spread(over: frameCount)
  }

  /// C ... B, 0...1: 1 is the ceiling of the strongest pitch class, the same for all twelve. Over 250 ms.
  var signals: Signals {
    let strongest = (0..<notes.count).map { row in (0..<12).map { notes[row: row, $0] }.max()! }
    let top = ceiling(of: spread(strongest))
    var signals: Signals = [:]
    for pitch in 0..<12 {
      let curve = spread(smoothed((0..<notes.count).map { notes[row: $0, pitch] }, reach: 2))
      signals[.chroma(pitch)] = normalised(curve, from: 0, to: max(top, Self.silence))
    }
    return signals
  }
}
