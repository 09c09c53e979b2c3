import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct SongEndsTests {
  /// Bars of 2 s of a chord that strikes on each beat, `gain` of the bar's number and how far it has come.
  private func song(bars: Int, gain: (Double) -> Double = { _ in 1 }) -> Sound {
    var sound = Sound(seconds: Double(bars) * 2)
    for beat in 0..<4 * bars {
      for frequency in [80.0, 349.2, 440, 523.3, 2093] {
        sound.addStroke(at: Double(beat) * 0.5, frequency: frequency, decay: 0.4, amplitude: 0.1)
      }
    }
    for i in sound.samples.indices { sound.samples[i] *= Float(gain(Double(i) / 88200)) }
    return sound
  }

  private func beats(_ sound: Sound) -> [Analysis.Beat] {
    (0..<Int(Double(sound.samples.count) / 44100 / 0.5)).map {
      Analysis.Beat(time: Double($0) * 0.5, position: $0 % 4 + 1, confidence: 1)
    }
  }

  private func music(_ sound: Sound) -> Range<Int> {
    let downbeats = beats(sound).filter { $0.position == 1 }.map(\.time)
    let features = sound.features()
    return SongEnds.music(in: features, SectionGrid(downbeats: downbeats, duration: features.duration))
  }

  private func sections(_ sound: Sound) -> [Analysis.Section] { sound.form(beats: beats(sound)).sections }

  @Test func `a fade and the silence behind it are no music`() {
    let faded = song(bars: 24) { bar in min(1, max(0, (22 - bar) / 6)) }
    let music = music(faded)
    #expect(music.lowerBound == 0)
    #expect((16...20).contains(music.upperBound))
  }

  @Test func `a fade and the silence behind it are one outro`() throws {
    let sections = sections(song(bars: 24) { bar in min(1, max(0, (22 - bar) / 6)) })
    #expect(sections.map(\.label) == ["A", "B"])
    try #require(sections.count == 2)
    #expect(sections[0].energy > 0.6)
    #expect(sections[1].energy < 0.3)
  }

  @Test func `what is too short for an outro or an intro belongs to the music beside it`() {
    let sections = sections(Sound(seconds: 4) + song(bars: 16) + Sound(seconds: 4))
    #expect(sections.count == 1)
    #expect(sections.first?.energy ?? 0 > 0.4)
  }

  @Test func `near-silence at the start is one intro`() throws {
    let sections = sections(Sound.noise(seconds: 12, amplitude: 0.0005) + song(bars: 16))
    #expect(sections.map(\.label) == ["A", "B"])
    try #require(sections.count == 2)
    #expect(abs(sections[1].start - 12) < 0.1)
  }

  @Test func `music that ends at once, or with its last chord, is music to its end`() {
    #expect(music(song(bars: 12)) == 0..<12)
    var ringing = song(bars: 12) + Sound(seconds: 2)
    for frequency in [349.2, 440, 523.3] {
      ringing.addStroke(at: 24, frequency: frequency, decay: 1, amplitude: 0.15)
    }
    #expect(music(ringing) == 0..<13)
  }

  @Test func `a soft last part is a part, and no fade`() {
    #expect(music(song(bars: 16) + song(bars: 8).times(0.2)) == 0..<24)
  }

  @Test func `a silent song is all there is`() { #expect(music(Sound(seconds: 20)) == 0..<10) }
}
