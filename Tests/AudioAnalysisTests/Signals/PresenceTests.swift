import Testing

@testable import AudioAnalysis

@Suite struct PresenceTests {
  private let noise = Sound.noise(seconds: 2)

  @Test func `all that is clearly heard is present, however soft, and silence is not`() {
    let analysis = (Sound(seconds: 1) + noise.times(0.03) + noise + Sound(seconds: 1)).analysis()
    #expect(analysis.mean(.presence, 0...0.79) == 0)
    #expect(analysis.mean(.presence, 1.3...4.7) == 1)
    #expect(analysis.mean(.presence, 5.3...6) == 0)
  }

  @Test func `what rings out goes within the last 20 dB`() {
    let analysis = (noise + noise.times(0.01) + noise.times(0.005) + noise.times(0.001)).analysis()
    #expect(analysis.mean(.presence, 2.3...3.7) > 0.6)
    #expect(abs(analysis.mean(.presence, 4.3...5.7) - 0.4) < 0.15)
    #expect(analysis.mean(.presence, 6.3...7.7) == 0)
  }

  @Test func `a song played softer is as present`() {
    let song = noise + noise.times(0.01)
    for gain: Float in [0.1, 0.01] {
      #expect(song.times(gain).analysis().mean(.presence, 0...1.7) == 1)
    }
    let (loud, soft) = (song.analysis(), song.times(0.5).analysis())
    let difference = zip(loud.signals[.presence]!, soft.signals[.presence]!).map { abs($0 - $1) }.max()!
    #expect(difference < 0.05)
  }

  @Test func `a silent song has nothing present`() {
    let analysis = Sound(seconds: 2).analysis()
    #expect(analysis.signals[.presence]!.allSatisfy { $0 == 0 })
    #expect(noise.times(1e-5).analysis().signals[.presence]!.allSatisfy { $0 == 0 })
  }
}
