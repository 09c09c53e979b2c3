/// How loud notes are, and how loud strokes: see `HarmonicPercussive`.
enum Separation {
  /// Curves 0...1 by name, as the ear finds them; 1 is the ceiling of each, which is at least a tenth of the
  /// ceiling of both together, so that a part that isn't in the song stays low.
  static func signals(of sound: SoundFeatures) -> [String: [Float]] {
    let (notes, strokes) = (sound.spread(sound.harmonic), sound.spread(sound.percussive))
    let loudest = ceiling(of: zip(notes, strokes).map { $0 + $1 })
    return [
      "harmonic": Loudness.signal(fromPower: notes, ofAtLeast: loudest / 10),
      "percussive": Loudness.signal(fromPower: strokes, ofAtLeast: loudest / 10),
    ]
  }
}
