/// Where the sound's weight lies between dark and bright.
enum Centroid {
  /// The spectral centroid 0...1: the mean band, weighed by amplitude, so that octaves are equally long.
  ///
  ///     Σ b √P(b) / Σ √P(b), over bands b of power P
  ///
  /// 0 and 1 are its 5th and 95th percentile over the song, kept at least four bands (1.6 octaves) apart.
  /// Where it is silent, the centroid is 0.
  static func signal(of sound: SoundFeatures) -> [Float] {
    let places = (0..<sound.frameCount).map { place(at: $0, of: sound) }
    let sounding = places.compactMap { $0 }
    let (low, high) = (percentile(0.05, of: sounding), percentile(0.95, of: sounding))
    let (middle, reach) = ((low + high) / 2, max(high - low, 4) / 2)
    return normalised(places.map { $0 ?? -.infinity }, from: middle - reach, to: middle + reach)
  }

  /// The mean band, 0...23; nil in silence.
  private static func place(at frame: Int, of sound: SoundFeatures) -> Float? {
    var (sum, moment, power): (Float, Float, Float) = (0, 0, 0)
    for band in 0..<Bands.count {
      let amplitude = sound.bands[frame, band].squareRoot()
      sum += amplitude
      moment += amplitude * Float(band)
      power += sound.bands[frame, band]
    }
    return power > Loudness.silence ? moment / sum : nil
  }
}
