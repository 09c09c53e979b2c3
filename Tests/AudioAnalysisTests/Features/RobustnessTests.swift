import Foundation
import Testing

@testable import AudioAnalysis

/// Sounds that are no music, or hardly: each gives a valid analysis.
@Suite struct RobustnessTests {
  /// Every value is what the catalogue says, every moment lies in the song, in order, and sections fill it.
  private func expectValid(_ analysis: Analysis, _ sound: String) {
    let frames = Int(analysis.duration * 100 + 1e-6) + 1
    for signal in Analysis.signalCatalogue {
      let values = analysis.signals[signal.name] ?? []
      #expect(values.count == frames, "\(sound): \(signal.name)")
      #expect(
        values.allSatisfy { $0.isFinite && signal.range.contains($0) }, "\(sound): \(signal.name)")
    }
    for (name, events) in analysis.events {
      #expect(events.allSatisfy { (0...1).contains($0.strength) }, "\(sound): \(name)")
      expectInOrder(events.map(\.time), until: analysis.duration, "\(sound): \(name)")
    }
    expectInOrder(analysis.beats.map(\.time), until: analysis.duration, "\(sound): beats")
    #expect(analysis.beats.allSatisfy { (0...1).contains($0.confidence) && $0.position >= 1 }, "\(sound)")
    #expect((analysis.tempo == nil) == analysis.beats.isEmpty, "\(sound)")
    for (one, next) in zip(analysis.sections, analysis.sections.dropFirst()) {
      #expect(one.start < one.end && one.end == next.start, "\(sound)")
    }
    if let first = analysis.sections.first, let last = analysis.sections.last {
      #expect(first.start == 0 && last.end == analysis.duration, "\(sound)")
    }
    let written = Data(analysis.json().utf8)
    #expect((try? JSONDecoder().decode(Analysis.self, from: written)) == analysis, "\(sound)")
  }

  private func expectInOrder(_ times: [Double], until end: Double, _ what: String) {
    #expect(times.allSatisfy { (0...end).contains($0) }, "\(what)")
    #expect(zip(times, times.dropFirst()).allSatisfy { $0 < $1 }, "\(what)")
  }

  /// Strokes twice a second, as a drum machine with one sound would play.
  private func strokes(seconds: Double, rate: Int = 44100) -> Sound {
    .clicks(
      at: stride(from: 0.25, to: seconds, by: 0.5).map { $0 }, seconds: seconds, frequency: 300, rate: rate)
  }

  @Test func `silence, a constant offset and the faintest noise`() {
    expectValid(Sound(seconds: 5).analysis(), "silence")
    expectValid((Sound(seconds: 5) { _ in 0.7 }).analysis(), "offset")
    expectValid(Sound.noise(seconds: 5, amplitude: 1e-7).analysis(), "dither")
  }

  @Test func `white noise has no beats`() {
    let analysis = Sound.noise(seconds: 12).analysis()
    expectValid(analysis, "noise")
    #expect(analysis.beats.isEmpty)
  }

  @Test func `clipping and samples that are no numbers`() {
    var clipped = strokes(seconds: 6).times(40)
    for index in clipped.samples.indices { clipped.samples[index] = min(max(clipped.samples[index], -1), 1) }
    expectValid(clipped.analysis(), "clipped")
    var broken = strokes(seconds: 6)
    for index in stride(from: 1000, to: broken.samples.count, by: 9999) { broken.samples[index] = .nan }
    broken.samples[5] = .infinity
    broken.samples[200_000] = -3e38
    expectValid(broken.analysis(), "not numbers")
  }

  @Test(arguments: [4000, 8000, 192_000]) func `sample rates from telephones to laboratories`(rate: Int) {
    let analysis = strokes(seconds: 6, rate: rate).analysis()
    expectValid(analysis, "\(rate) Hz")
    #expect(abs((analysis.tempo ?? 0) - 120) < 2)
  }

  @Test(arguments: [1, 8]) func `mono and 7.1`(channels: Int) {
    let analysis = strokes(seconds: 6).analysis(channels: channels)
    expectValid(analysis, "\(channels) channels")
    #expect(abs((analysis.tempo ?? 0) - 120) < 2)
  }

  @Test(arguments: [1, 7, 441, 4410, 20000]) func `the shortest sounds`(samples: Int) {
    var sound = Sound.tone(440, seconds: 1)
    sound.samples.removeLast(sound.samples.count - samples)
    expectValid(sound.analysis(), "\(samples) samples")
  }

  @Test func `a voice that speaks`() {
    // Syllables of uneven length: a buzz whose pitch falls, through a formant that moves, and hisses between.
    var speech = Sound(seconds: 12)
    let hiss = Sound.noise(seconds: 12, amplitude: 0.05)
    var (time, turn) = (0.3, 0)
    while time < 11.5 {
      let length = 0.12 + 0.05 * Double(turn * 7 % 5)
      for index in Int(time * 44100)..<Int((time + length) * 44100) {
        let t = Double(index) / 44100 - time
        let swell = sin(.pi * t / length)
        let pitch = 120 - 60 * t
        let buzz = (1...20).reduce(0.0) { sum, overtone in
          let frequency = pitch * Double(overtone)
          let formant = exp(-pow((frequency - 500 - 300 * Double(turn % 3)) / 300, 2))
          return sum + formant * sin(2 * .pi * frequency * t)
        }
        speech.samples[index] = Float(0.1 * swell * buzz)
      }
      for index in Int((time + length) * 44100)..<Int((time + length + 0.06) * 44100) {
        speech.samples[index] += hiss.samples[index]
      }
      time += length + 0.08 + 0.09 * Double(turn * 5 % 4)
      turn += 1
    }
    expectValid(speech.analysis(), "speech")
  }

  @Test func `a click track and a click`() {
    let track = Sound.clicks(at: (0..<20).map { 0.2 + 0.6 * Double($0) }, seconds: 12.2).analysis()
    expectValid(track, "click track")
    #expect(abs((track.tempo ?? 0) - 100) < 1.5)
    expectValid(Sound.clicks(at: [1], seconds: 3).analysis(), "a click")
  }
}
