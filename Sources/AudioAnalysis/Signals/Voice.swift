import Foundation

/// Finds the voice, or whatever leads: the one tone with overtones that stands out most in the middle of the stereo.
///
/// For each pitch it adds up the peaks at its overtones; the pitch with the greatest sum leads. What counts is the
/// power of its overtones above 500 Hz, which voices are rich in and basses are not.
///
///     salience(s) = Σ 0.8ⁿ⁻¹ · amplitude, over peaks whose pitch is that of step s and overtone n, n = 1...10
///
/// - Source: Salamon and Gómez, "Melody extraction from polyphonic music signals using pitch contour characteristics",
///   IEEE Transactions on Audio, Speech and Language Processing 20(6), 2012 (the salience function).
struct Voice {
  /// Power of the leading tone's overtones: `[row]`.
  private(set) var power = FrameSeries(hop: SoundFeatures.slowHop)
  /// Its pitch in semitones, 69 is 440 Hz, 0 where there is none: `[row]`.
  private(set) var pitch = FrameSeries(hop: SoundFeatures.slowHop)

  private let peaks: SpectralPeaks
  private let centre: Spectrum
  /// `[step]` of a third of a semitone.
  private var salience = [Float](repeating: 0, count: Voice.steps)

  /// The lowest pitch that may lead: C3, 131 Hz.
  private static let lowest = 48.0
  /// Pitches a third of a semitone apart, three octaves.
  private static let perSemitone = 3.0
  private static let steps = 109
  /// How far above each overtone's fundamental it lies, in semitones, and how much it counts.
  private static let overtones = (1...10).map { (12 * log2(Double($0)), Float(pow(0.8, Double($0 - 1)))) }
  /// High tones lead more often than low ones: from 0.4 at the lowest to 1 an octave above it.
  private static let likelihood = (0..<steps).map { step in
    Float(min(1, 0.4 + 0.6 * Double(step) / (12 * perSemitone)))
  }
  /// B4: the voice's overtones above it tell it from basses and chords.
  private static let bright = 71.0

  init(for window: SpectralWindow) {
    peaks = SpectralPeaks(in: window, from: 150, to: 4200)
    centre = Spectrum(binCount: window.sum.binCount)
  }

  /// Takes the next row, 20 ms after the last.
  mutating func append(_ window: SpectralWindow) {
    centre.set(toCentreOf: window)
    let tones = peaks.peaks(of: centre)
    guard !tones.isEmpty else {
      power.append(0)
      pitch.append(0)
      return
    }
    let lead = leadingPitch(of: tones)
    power.append(brightPower(of: lead, in: tones))
    pitch.append(Float(refined(lead, by: tones)))
  }

  private mutating func leadingPitch(of tones: [SpectralPeaks.Peak]) -> Double {
    for step in salience.indices { salience[step] = 0 }
    for tone in tones {
      let amplitude = tone.power.squareRoot()
      for (above, weight) in Self.overtones {
        let place = (tone.pitch - above - Self.lowest) * Self.perSemitone
        guard place >= 0.5, place < Double(Self.steps) - 1.5 else { continue }
        let step = Int(place.rounded())
        salience[step - 1] += 0.6 * weight * amplitude
        salience[step] += weight * amplitude
        salience[step + 1] += 0.6 * weight * amplitude
      }
    }
    var best = 0
    for step in 1..<Self.steps
    where salience[step] * Self.likelihood[step] > salience[best] * Self.likelihood[best] { best = step }
    return Self.lowest + Double(best) / Self.perSemitone
  }

  /// Power of the tones that are one of the first twelve overtones of `lead`, to 0.6 semitones; beyond these any tone
  /// would be one.
  private func brightPower(of lead: Double, in tones: [SpectralPeaks.Peak]) -> Float {
    tones.reduce(0) { sum, tone in
      let ratio = exp2((tone.pitch - lead) / 12)
      let overtone = max(1, ratio.rounded())
      let distance = abs(12 * log2(ratio / overtone))
      return tone.pitch > Self.bright && overtone < 13 && distance < 0.6 ? sum + tone.power : sum
    }
  }

  /// The pitch by the tones that are overtones of `lead`, to half a semitone, each by its amplitude.
  private func refined(_ lead: Double, by tones: [SpectralPeaks.Peak]) -> Double {
    var (sum, weights) = (0.0, 0.0)
    for tone in tones {
      let overtone = max(1, exp2((tone.pitch - lead) / 12).rounded())
      let fundamental = tone.pitch - 12 * log2(overtone)
      guard overtone < 9, abs(fundamental - lead) < 0.5 else { continue }
      let amplitude = Double(tone.power.squareRoot())
      sum += amplitude * fundamental
      weights += amplitude
    }
    return weights > 0 ? sum / weights : lead
  }
}

extension Voice {
  /// Rows to either side over which the leading pitch's movement counts: 160 ms.
  private static let movementReach = 8
  /// The same for how loud it is: 240 ms, about a syllable.
  private static let powerReach = 12

  /// How much of a voice there is, 0...1: how loud the leading tone is, half as much where its pitch stands still as on
  /// a keyboard, and up to one and a half times as much where it glides and trembles. 0 is the 20th percentile, where
  /// nobody sings, but at most half the height of the ceiling, which is 1.
  static func signal(of sound: SoundFeatures) -> [Float] {
    let movement = smoothed(movement(of: sound.voicePitch.values), reach: movementReach)
    let heights = smoothed(sound.voicePower.values.map { pow($0, 0.3) }, reach: powerReach)
    let curve = FrameSeries(
      hop: sound.voicePower.hop, values: zip(heights, movement).map { $0 * (0.5 + $1) }
    ).spread(over: sound.frameCount)
    let top = max(ceiling(of: curve), pow(Loudness.silence, 0.3))
    return normalised(curve, from: min(percentile(0.2, of: curve), top / 2), to: top)
  }

  /// How much the pitch `[row]` moves from row to row: 1 for 40 cents and more; a leap to another note is 0.25.
  private static func movement(of pitch: [Float]) -> [Float] {
    zip(pitch, [pitch.first ?? 0] + pitch).map { now, before in
      let distance = abs(now - before)
      return distance < 0.8 ? min(distance, 0.4) / 0.4 : 0.25
    }
  }
}
