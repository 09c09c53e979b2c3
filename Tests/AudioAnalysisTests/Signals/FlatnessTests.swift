import Testing

@testable import AudioAnalysis

@Suite struct FlatnessTests {
  @Test func `a cymbal's noise is flat, a chord isn't`() {
    let chord = Sound(seconds: 2) { t in [262, 330, 392].map { 0.1 * tone($0, t) }.reduce(0, +) }
    let analysis = (chord + .noise(seconds: 2)).analysis()
    #expect(analysis.mean(.flatness, 0.2...1.8) < 0.1)
    #expect(analysis.mean(.flatness, 2.2...3.8) > 0.9)
  }

  @Test func `a song of tones alone stays low, one of noise alone high`() {
    #expect(Sound.tone(440, seconds: 3).analysis().mean(.flatness, 0.2...2.8) < 0.2)
    #expect(Sound.noise(seconds: 3).analysis().mean(.flatness, 0.2...2.8) > 0.7)
  }

  @Test func `white noise has the flatness of white noise, whatever the sample rate`() {
    for rate in [22050, 44100, 96000] {
      let flatness = Sound.noise(seconds: 2, rate: rate).features().flatness.values
      #expect(abs(flatness[10..<80].reduce(0, +) / 70 - 1) < 0.1)
    }
  }
}
