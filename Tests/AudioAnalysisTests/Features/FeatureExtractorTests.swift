import Testing

@testable import AudioAnalysis

@Suite struct FeatureExtractorTests {
  /// Strokes and tones at a sample rate.
  private func music(rate: Int) -> Sound {
    var sound = Sound.tone(330, seconds: 6, amplitude: 0.1, rate: rate)
    for beat in 0..<12 {
      sound.addStroke(at: 0.25 + 0.5 * Double(beat), frequency: 90, decay: 0.1, amplitude: 0.5)
      sound.addStroke(at: 0.25 + 0.5 * Double(beat), frequency: 1900, decay: 0.02, amplitude: 0.3)
    }
    return sound
  }

  @Test(arguments: [11025, 22050, 48000, 96000, 192_000])
  func `any sample rate sounds alike`(rate: Int) {
    let (reference, other) = (music(rate: 44100).analysis(), music(rate: rate).analysis())
    for name: Analysis.SignalName in [.loudness, .bass, .mid, .band(3), .band(10)] {
      let (one, two) = (reference.signals[name]!, other.signals[name]!)
      #expect(one.count == two.count)
      let difference = zip(one, two).map { abs($0 - $1) }.reduce(0, +) / Float(one.count)
      #expect(difference < 0.02, "\(name)")
    }
    #expect(other.beats.count == reference.beats.count)
    for (one, two) in zip(reference.beats, other.beats) { #expect(abs(one.time - two.time) < 0.005) }
  }

  @Test(arguments: [2, 3, 6, 8]) func `any number of channels sounds alike`(channels: Int) {
    let (mono, many) = (music(rate: 22050).analysis(), music(rate: 22050).analysis(channels: channels))
    #expect(many.channels == channels)
    let difference = zip(mono.signals[.mid]!, many.signals[.mid]!).map { abs($0 - $1) }.max()!
    #expect(difference < 0.001)
    #expect(mono.beats.count == many.beats.count)
  }

  @Test(arguments: [[1, -1], [1, -1, 0, 0, 1, -1]])
  func `music that cancels itself when channels are added up is heard all the same`(gains: [Float]) {
    let (mono, opposed) = (music(rate: 22050).analysis(), music(rate: 22050).analysis(gains: gains))
    for name: Analysis.SignalName in [.loudness, .bass, .mid, .onsetStrength] {
      let difference = zip(mono.signals[name]!, opposed.signals[name]!).map { abs($0 - $1) }.max()!
      #expect(difference < 0.01, "\(name)")
    }
    #expect(mono.beats.map(\.time) == opposed.beats.map(\.time))
  }

  @Test func `what is only in the subwoofer's channel isn't music`() {
    let analysis = music(rate: 22050).analysis(gains: [0, 0, 0, 1, 0, 0])
    #expect(analysis.signals[.mid]!.allSatisfy { $0 == 0 })
  }

  @Test func `the chunks a song comes in make no difference`() {
    let music = music(rate: 44100)
    let whole = music.analysis(chunk: .max)
    #expect(music.analysis(chunk: 441) == whole)
    #expect(music.analysis(chunk: 44100) == whole)
  }

  @Test func `hearing a song twice gives the same analysis`() {
    let noise = Sound.noise(seconds: 3) + music(rate: 44100)
    #expect(noise.analysis() == noise.analysis())
  }

  @Test(arguments: [1, 2, 440, 441, 442, 4410, 44099, 44100, 44101])
  func `a signal has a value each 10 ms, however short the song`(samples: Int) {
    var sound = Sound.noise(seconds: 2)
    sound.samples.removeLast(sound.samples.count - samples)
    let analysis = sound.analysis()
    let expected = samples * 100 / 44100 + 1
    #expect(Set(analysis.signals.keys) == Set(Analysis.signalNames))
    #expect(Set(analysis.events.keys) == Set(Analysis.eventNames))
    for (name, signal) in analysis.signals { #expect(signal.count == expected, "\(name)") }
  }

  @Test func `a stroke shows in the frame it is in, not before or after`() {
    let analysis = Sound.clicks(at: [1.0], seconds: 2, frequency: 3000).analysis()
    let curve = analysis.signals[.highMid]!
    let peak = curve.indices.max { curve[$0] < curve[$1] }!
    #expect((100...101).contains(peak))
  }

  @Test func `silence and a constant offset are flat`() {
    for sound in [Sound(seconds: 2), Sound(seconds: 2) { _ in 0.7 }] {
      let analysis = sound.analysis()
      // Time goes by in silence, too.
      let heard = analysis.signals.filter { $0.key != "sectionPhase" }
      #expect(heard.values.allSatisfy { $0.allSatisfy { $0 == 0 } })
      #expect(analysis.events.values.allSatisfy { $0.isEmpty })
    }
  }

  @Test func `clipped, absurd and undefined samples stay within 0 and 1`() {
    var sound = Sound.tone(200, seconds: 3, amplitude: 40)
    sound.samples[5000] = .nan
    sound.samples[7000] = .infinity
    sound.samples[9000] = -3e38
    for signal in sound.analysis().signals.values {
      #expect(signal.allSatisfy { (0...1).contains($0) })
    }
  }
}
