import Foundation
import Media
import TestSupport
import Testing

@testable import AudioAnalysis

@Suite struct ClicksTests {
  private let folder: TemporaryFolder
  private let times = [0, 0.5004, 1.0, 1.7432, 2.49]

  init() throws { folder = try TemporaryFolder() }

  /// Only downbeats are on whole seconds.
  private func analysis(_ song: Song) -> Analysis {
    Analysis(
      duration: 2.5, sampleRate: song.sampleRate, channels: song.channels, tempo: 100, beatsPerBar: 2,
      beats: times.map { Analysis.Beat(time: $0, position: $0 == $0.rounded() ? 1 : 2, confidence: 1) },
      signals: [:], events: [:])
  }

  /// The whole song, a channel at a time.
  private func samples(_ path: String) throws -> [[Float]] {
    let song = try Song(path: path)
    var all: [Float] = []
    while case let chunk = try song.read(upTo: 5000), !chunk.isEmpty { all += chunk }
    return (0..<song.channels).map { channel in
      stride(from: channel, to: all.count, by: song.channels).map { all[$0] }
    }
  }

  private func clicked(_ sound: [Float], rate: Int, channels: Int, coding: WAVCoding = .int16, ending: String)
    throws
    -> [[Float]]
  {
    let song = try folder.write(
      wavBytes(sound, sampleRate: rate, channels: channels, coding: coding), as: "song.wav")
    try analysis(Song(path: song)).writeClicks(over: song, to: folder("out.\(ending)"))
    #expect(try folder.names == ["out.\(ending)", "song.wav"])
    #expect(try Song(path: folder("out.\(ending)")).sampleRate == rate)
    return try samples(folder("out.\(ending)"))
  }

  @Test(arguments: [
    ("flac", 44100, 2), ("wav", 44100, 1), ("ogg", 44100, 2), ("ogg", 48000, 6), ("flac", 8000, 1),
    ("wav", 192000, 2), ("flac", 96000, 8),
  ])
  func `a click is loudest on its beat`(ending: String, rate: Int, channels: Int) throws {
    let length = rate * 5 / 2
    let found = try clicked(
      Array(repeating: 0, count: length * channels), rate: rate, channels: channels, ending: ending)
    #expect(found.count == channels)
    for (number, channel) in found.enumerated() {
      #expect(channel.count == length, "as long as the song")
      // Vorbis keeps nothing as high as a click in the bass channel of 5.1.
      if ending == "ogg", channels == 6, number == 3 { continue }
      var peaks: [Float] = []
      for time in times {
        let from = max(0, Int((time - 0.05) * Double(rate)))
        let near = from..<min(length, Int((time + 0.1) * Double(rate)))
        let peak = try #require(near.max { abs(channel[$0]) < abs(channel[$1]) })
        #expect(abs(Double(peak) / Double(rate) - time) < 0.001, "\(time)")
        peaks.append(abs(channel[peak]))
      }
      #expect(min(peaks[0], peaks[2]) > 1.3 * max(peaks[1], peaks[3], peaks[4]))
    }
  }

  @Test(arguments: ["flac", "wav", "ogg"]) func `the song is still there, softer rather than clipped`(
    ending: String
  ) throws {
    let tone = Sound.tone(220, seconds: 2.5, amplitude: 1)
    let found = try clicked(tone.samples, rate: 44100, channels: 1, ending: ending)[0]
    #expect(found.allSatisfy { abs($0) <= 1 })
    let quiet = 11000..<20000  // between two clicks
    let gain = quiet.map { abs(found[$0]) }.max()!
    #expect((0.55...0.75).contains(gain))
    for i in quiet { #expect(abs(found[i] - gain * tone.samples[i]) < 0.02) }
  }

  @Test func `a song with room for the clicks stays as it is`() throws {
    let tone = Sound.tone(220, seconds: 2.5, amplitude: 0.2)
    let found = try clicked(tone.samples, rate: 44100, channels: 1, coding: .int24, ending: "flac")[0]
    for i in 11000..<20000 { #expect(abs(found[i] - tone.samples[i]) < 1e-6) }
  }

  @Test func `another ending is refused, and nothing left`() throws {
    let song = try folder.write(wavBytes(Sound(seconds: 0.2).samples), as: "song.wav")
    for name in ["out.mp3", "out", "none/out.flac"] {
      let error = try #require(throws: MediaError.self) {
        try analysis(Song(path: song)).writeClicks(over: song, to: folder(name))
      }
      #expect(error.path == folder(name))
    }
    #expect(try folder.names == ["song.wav"])
  }
}
