import Foundation
import Testing

@testable import AudioAnalysis

@Suite struct RhythmTests {
  @Test(arguments: [80.0, 100.5, 120, 133, 174])
  func `a click track's beats are its clicks`(tempo: Double) throws {
    let times = (0..<Int(20 * tempo / 60)).map { 0.3 + Double($0) * 60 / tempo }
    let analysis = Sound.clicks(at: times, seconds: 20.2).analysis()
    #expect(analysis.beats.count == times.count)
    for time in times {
      let nearest = try #require(analysis.beats.map { abs($0.time - time) }.min())
      #expect(nearest < 0.005, "\(time)")
    }
    #expect(abs(try #require(analysis.tempo) - tempo) < 0.2)
  }

  @Test(arguments: [3, 4]) func `bars begin on the bass notes`(beatsPerBar: Int) {
    let (interval, count) = (0.5, 48)
    var sound = Sound(seconds: Double(count) * interval)
    for i in 0..<count {
      let time = Double(i) * interval
      sound.addStroke(at: time, frequency: 2000, decay: 0.02, amplitude: 0.2)
      if i % beatsPerBar == 1 {  // the song starts on the last beat of a bar
        sound.addStroke(at: time, frequency: 65 + 10 * Double(i % 5), decay: 0.3, amplitude: 0.5)
      }
    }
    let analysis = sound.analysis()
    #expect(analysis.beatsPerBar == beatsPerBar)
    let downbeats = analysis.beats.filter { $0.position == 1 }.map(\.time)
    #expect(downbeats.count == count / beatsPerBar)
    for time in downbeats {
      let beat = Int((time / interval).rounded())
      #expect(beat % beatsPerBar == 1)
    }
  }

  @Test func `beats follow a tempo that rises`() throws {
    var (times, time) = ([Double](), 0.5)
    while time < 30 {
      times.append(time)
      time += 60 / (90 + time)
    }
    let beats = Sound.clicks(at: times, seconds: 31).analysis().beats
    for time in times {
      #expect(try #require(beats.map { abs($0.time - time) }.min()) < 0.01, "\(time)")
    }
  }

  @Test func `what has no beat gives none`() {
    let swell = Sound(seconds: 20) { t in
      0.3 * sin(2 * .pi * 110 * t) * (1 + sin(0.7 * t)) + 0.2 * sin(2 * .pi * 165.3 * t) * (1 + cos(0.45 * t))
    }
    for sound in [Sound(seconds: 10), .tone(440, seconds: 10), .noise(seconds: 20), swell] {
      let analysis = sound.analysis()
      #expect(analysis.beats.isEmpty)
      #expect(analysis.tempo == nil)
      #expect(analysis.beatsPerBar == nil)
    }
  }

  @Test func `a pulse that comes late has beats only from there`() throws {
    let times = stride(from: 15.0, to: 35, by: 0.6).map { $0 }
    var sound = Sound(seconds: 35) { 0.1 * sin(2 * .pi * 220 * $0) * (1 + sin(0.8 * $0)) }
    for time in times { sound.addStroke(at: time, frequency: 120, decay: 0.1, amplitude: 0.5) }
    let beats = sound.analysis().beats
    #expect(try #require(beats.first).time > 14)
    for time in times { #expect(beats.contains { abs($0.time - time) < 0.02 }, "\(time)") }
  }

  @Test func `beats go on through a pause of the drums`() {
    let times = (0..<60).map { 0.2 + 0.5 * Double($0) }
    let drums = times.filter { $0 < 10 || $0 > 18 }
    let beats = Sound.clicks(at: drums, seconds: 30.5).analysis().beats
    for time in times { #expect(beats.contains { abs($0.time - time) < 0.02 }, "\(time)") }
  }
}
