import Foundation

/// From power to what the ear makes of it.
enum Loudness {
  /// Power below this (-70 dB of full scale) counts as silence.
  static let silence: Float = 1e-7

  /// How the ear weighs power at a frequency in Hz, as a factor.
  ///
  /// The K-weighting by its analogue shape: a high-pass at 38 Hz, and 4 dB more above 1.7 kHz.
  ///
  ///     (f² / (f² + 38²))² · (1 + 2.51 c²) / (1 + c²),  c = (f / 1680)²
  ///
  /// - Source: ITU-R BS.1770-4 (2015), annex 1.
  static func weight(at frequency: Double) -> Double {
    let highPass = pow(frequency, 4) / pow(frequency * frequency + 38 * 38, 2)
    let corner = frequency * frequency / (1680 * 1680)
    let shelf = (1 + 2.51 * corner * corner) / (1 + corner * corner)
    return highPass * shelf
  }

  /// The song's loudness 0...1: its momentary power by `signal(fromPower:beside:)`.
  static func signal(of sound: SoundFeatures) -> [Float] {
    signal(fromPower: momentary(of: sound), beside: 0)
  }

  /// Power over the 400 ms around each frame, weighted as the ear does, all channels together; at the song's ends
  /// over what there is of them: `[frame]`.
  ///
  /// - Source: ITU-R BS.1770-4 (2015), the momentary loudness of EBU Tech 3341, here centred on its time.
  static func momentary(of sound: SoundFeatures) -> [Float] {
    let blocks = sound.weightedPower
    let sums = runningSums(of: blocks.values)
    return (0..<sound.frameCount).map { frame in
      let (from, to) = (max(0, min(frame, blocks.count) - 20), min(blocks.count, frame + 20))
      return to > from ? Float(max(0, sums[to] - sums[from]) / Double(to - from)) : 0
    }
  }

  /// A loudness curve 0...1, `[frame]`, of a power curve: twice as high for 10 dB more (Stevens's power law).
  ///
  ///     (P / top)^0.3, from its floor on
  ///
  /// 1 is the power's ceiling. 0 is the curve's 5th percentile, yet no more than half the ceiling's height,
  /// so that a drone stays high and a mix that never rests still moves. Power that stays 60 dB below
  /// `loudest`, or below silence, is scaled by that limit instead, and stays low.
  static func signal(fromPower power: [Float], beside loudest: Float) -> [Float] {
    signal(fromPower: power, ofAtLeast: loudest * 1e-6)
  }

  /// The same, for a ceiling of at least `least`.
  static func signal(fromPower power: [Float], ofAtLeast least: Float) -> [Float] {
    let top = max(ceiling(of: power), least, silence)
    let curve = power.map { heightOf($0 / top) }
    let floor = min(percentile(0.05, of: curve), 0.5)
    return normalised(curve, from: floor, to: 1)
  }

  private static func heightOf(_ ratio: Float) -> Float { pow(ratio, 0.3) }
}
