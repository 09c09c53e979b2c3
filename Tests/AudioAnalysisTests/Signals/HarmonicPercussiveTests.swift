import Testing

@testable import AudioAnalysis

@Suite struct SeparationTests {
  /// Three notes that are held.
  private let pad = Sound(seconds: 4) { t in [220, 277.2, 329.6].map { 0.1 * tone($0, t) }.reduce(0, +) }

  /// Noise that dies away in 40 ms, each quarter of a second.
  private var drums: Sound {
    var sound = Sound(seconds: 4)
    let noise = Sound.noise(seconds: 0.2).samples
    for stroke in 0..<16 {
      for i in noise.indices {
        sound.samples[stroke * 11025 + i] += noise[i] * Float(decay(Double(i) / 1764))
      }
    }
    return sound
  }

  /// The share of what is heard that strikes.
  private func percussiveShare(of sound: Sound) -> Float {
    let features = sound.features()
    let (notes, strokes) = (features.harmonic.values.reduce(0, +), features.percussive.values.reduce(0, +))
    return strokes / (notes + strokes)
  }

  @Test func `drums strike and pads ring`() {
    #expect(percussiveShare(of: drums) > 0.9)
    #expect(percussiveShare(of: pad) < 0.05)
  }

  @Test func `drums over a pad are heard apart`() {
    let (pad, drums) = (pad, drums)
    var both = pad
    for i in both.samples.indices { both.samples[i] += drums.samples[i] }
    let features = both.features()
    let (notes, strokes) = (features.harmonic.values.reduce(0, +), features.percussive.values.reduce(0, +))
    let (pads, drum) = (
      pad.features().harmonic.values.reduce(0, +), drums.features().percussive.values.reduce(0, +)
    )
    #expect(abs(notes / pads - 1) < 0.2)
    #expect(abs(strokes / drum - 1) < 0.2)
  }

  @Test func `a breakdown without drums rings, and strikes no more`() {
    let analysis = (drums + pad).analysis()
    #expect(analysis.mean(.percussive, 0.2...3.8) > 5 * analysis.mean(.percussive, 4.3...7.8))
    #expect(analysis.mean(.harmonic, 4.3...7.7) > 0.8)
    #expect(analysis.mean(.harmonic, 0.2...3.8) < 0.4)
  }
}
