import Foundation

/// How much there is of each of the twelve pitch classes, in the song's own tuning.
struct Chroma: Sendable {
  /// A row each `PitchProfile.hop` frames, from the song's start: C, C sharp... B; in amplitude, 0 or more.
  let rows: Frames
  /// The rows, less what the seventh strongest pitch class has.
  let notes: Frames
  /// How much higher than 440 Hz the song's A is, in semitones, -0.5...0.5.
  let tuning: Double

  /// Estimates the tuning and gathers what lies around each semitone.
  init(of sound: SoundFeatures) {
    let fine = sound.pitchProfiles
    let tuning = Self.tuning(of: fine)
    let kernels = Self.kernels(tuning: tuning)
    var rows = Frames(width: 12)
    for row in 0..<fine.count {
      rows.appendFrame { result in
        for (pitch, kernel) in kernels.enumerated() {
          result[pitch] = kernel.reduce(0) { $0 + $1.weight * fine[row, $1.step] }
        }
      }
    }
    (self.rows, self.tuning) = (rows, tuning)
    notes = Self.notes(in: rows)
  }

  private static func notes(in rows: Frames) -> Frames {
    var notes = Frames(width: 12)
    for row in 0..<rows.count {
      let values = (0..<12).map { rows[row, $0] }
      let noise = values.sorted()[5]
      notes.appendFrame { result in
        for pitch in 0..<12 { result[pitch] = max(0, values[pitch] - noise) }
      }
    }
    return notes
  }

  /// The mean deviation of all tones from the semitones of 440 Hz, on the circle of one semitone.
  private static func tuning(of fine: Frames) -> Double {
    let perSemitone = PitchProfile.steps / 12
    var sums = [Double](repeating: 0, count: perSemitone)
    for row in 0..<fine.count {
      for step in 0..<fine.width { sums[step % perSemitone] += Double(fine[row, step]) }
    }
    var (x, y) = (0.0, 0.0)
    for (step, sum) in sums.enumerated() {
      let angle = 2 * Double.pi * Double(step) / Double(perSemitone)
      (x, y) = (x + sum * cos(angle), y + sum * sin(angle))
    }
    return x == 0 && y == 0 ? 0 : atan2(y, x) / (2 * .pi)
  }

  /// For each pitch class the steps less than two thirds of a semitone away, weighed by the square of a cosine.
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
  /// `chroma0` (C) ... `chroma11` (B), 0...1: 1 is the ceiling of the strongest pitch class, the same for all twelve.
  ///
  /// What half of the pitch classes have in every moment is the noise of drums, and is taken off. Over 250 ms.
  func signals(of sound: SoundFeatures) -> [String: [Float]] {
    let strongest = (0..<notes.count).map { row in (0..<12).map { notes[row, $0] }.max()! }
    let top = ceiling(of: sound.spread(strongest, hop: PitchProfile.hop))
    var signals: [String: [Float]] = [:]
    for pitch in 0..<12 {
      let column = smoothed((0..<notes.count).map { notes[$0, pitch] }, reach: 2)
      let curve = sound.spread(column, hop: PitchProfile.hop)
      signals["chroma\(pitch)"] = normalised(curve, from: 0, to: max(top, Self.silence))
    }
    return signals
  }

  /// Amplitudes below this aren't tones.
  static let silence: Float = 1e-4
}
