import Foundation
import Media
import TestSupport
import Testing

/// Everything that is left of a song.
func readAll(_ song: Song, chunk: Int = 1000) throws -> [Float] {
  var samples: [Float] = []
  while true {
    let more = try song.read(upTo: chunk)
    #expect(more.count <= chunk * song.channels)
    if more.isEmpty { return samples }
    samples += more
  }
}

@Suite struct SongTests {
  /// Where the tone of the `tone.` fixtures begins, in seconds.
  private let onset = 0.5

  @Test(arguments: [
    ("tone.flac", 44_100), ("tone.mp3", 44_100), ("tone.m4a", 44_100), ("tone.ogg", 44_100),
    ("tone.opus", 48_000),
  ])
  func everyFormatPlaysTheSameMomentAtTheSameTime(name: String, sampleRate: Int) throws {
    let song = try Song(path: fixture(name))
    #expect(song.sampleRate == sampleRate)
    #expect(song.channels == 2)
    #expect(song.tags.title == "Tön")
    #expect(song.tags.artist == "Tester")
    let left = stride(from: 0, to: try readAll(song).count, by: 2)
    let samples = try readAll(try Song(path: fixture(name)))
    let first = try #require(left.first { abs(samples[$0]) > 0.3 })
    #expect(abs(Double(first / 2) / Double(sampleRate) - onset) < 0.002)
    // AAC's padding can't be told from sound, so its last 1024 frames may be too many.
    #expect(abs(Double(samples.count / 2) / Double(sampleRate) - 1.5) < 0.024)
  }

  @Test(arguments: WAVCoding.allCases)
  func readsEveryDepth(coding: WAVCoding) throws {
    let folder = try TemporaryFolder()
    let samples: [Float] = [0, 0.5, -0.5, 0.25, -1, 0.125]
    let song = try Song(path: folder.write(wavBytes(samples, coding: coding), as: "depth.wav"))
    #expect(try readAll(song) == samples)
  }

  @Test(arguments: [(1, 8_000), (2, 22_050), (3, 44_100), (6, 48_000), (8, 192_000)])
  func readsEveryLayoutAndRate(channels: Int, sampleRate: Int) throws {
    let folder = try TemporaryFolder()
    let samples = (0..<5000 * channels).map { Float($0 % channels) / 16 }
    let wav = wavBytes(samples, sampleRate: sampleRate, channels: channels)
    let song = try Song(path: folder.write(wav, as: "layout.wav"))
    #expect(song.channels == channels)
    #expect(song.sampleRate == sampleRate)
    #expect(try readAll(song, chunk: 777) == samples)
  }

  @Test func contentDecidesNotTheEnding() throws {
    let folder = try TemporaryFolder()
    let wav = try Song(path: folder.write(wavBytes([0.5, -0.5]), as: "wav.mp3"))
    #expect(try readAll(wav) == [0.5, -0.5])
    let mp3 = try Song(path: folder.write(bytes(of: fixture("tone.mp3")), as: "mp3.wav"))
    #expect(try readAll(mp3).count == 2 * 66_150)
  }

  @Test func aSampleThatIsNoNumberIsSilenceAndCounted() throws {
    let folder = try TemporaryFolder()
    let wav = wavBytes([0.5, .nan, .infinity, -.infinity, 0.25], coding: .float32)
    let song = try Song(path: folder.write(wav, as: "nan.wav"))
    #expect(try readAll(song) == [0.5, 0, 0, 0, 0.25])
    #expect(song.nonFiniteSamples == 3)
  }

  @Test func oneSampleIsASong() throws {
    let folder = try TemporaryFolder()
    let song = try Song(path: folder.write(wavBytes([0.5]), as: "one.wav"))
    #expect(try song.read(upTo: 100) == [0.5])
    #expect(try song.read(upTo: 100) == [])
  }

  @Test(arguments: [0, 0xFFFF_FFFF, 0x7FFF_F000])
  func aPipesUnknownLengthIsNoPromise(promisedBytes: Int) throws {
    let folder = try TemporaryFolder()
    let wav = wavBytes([0.5, 0.25], promisedBytes: promisedBytes)
    #expect(try readAll(try Song(path: folder.write(wav, as: "pipe.wav"))) == [0.5, 0.25])
  }

  @Test(arguments: [("tone.flac", 0.5), ("tone.mp3", 0.2), ("tone.m4a", 0.3)])
  func aSongThatIsCutOffSaysSo(name: String, kept: Double) throws {
    let folder = try TemporaryFolder()
    let whole = try bytes(of: fixture(name))
    let path = try folder.write(whole.prefix(Int(Double(whole.count) * kept)), as: name)
    let error = #expect(throws: MediaError.self) { try readAll(try Song(path: path)) }
    #expect(error?.path == path)
    #expect(error?.reason.contains("is cut off: its header promises 1.5 s but only 0.") == true)
  }

  @Test func aWAVThatIsCutOffSaysSo() throws {
    let folder = try TemporaryFolder()
    let whole = wavBytes([Float](repeating: 0.5, count: 44_100))
    let path = try folder.write(whole.prefix(44 + 44_100), as: "cut.wav")
    #expect(throws: MediaError(path, "is cut off: its header promises 1.0 s but only 0.5 s could be read")) {
      try readAll(try Song(path: path))
    }
  }

  @Test func aDamagedFrameDoesNotEndTheSong() throws {
    let folder = try TemporaryFolder()
    var mp3 = try bytes(of: fixture("tone.mp3"))
    for index in mp3.count / 2..<mp3.count / 2 + 300 { mp3[index] = 0 }
    let samples = try readAll(try Song(path: folder.write(mp3, as: "damaged.mp3")))
    #expect(samples.count > 2 * 55_000)
  }

  @Test(arguments: [
    ("missing.mp3", nil, "does not exist"),
    ("empty.mp3", "", "is empty (0 bytes)"),
    ("text.mp3", String(repeating: "la la la\n", count: 1000), "is not a sound file that can be read"),
    ("text.wav", String(repeating: "la la la\n", count: 1000), "is not a sound file that can be read"),
    ("text.txt", String(repeating: "la la la\n", count: 1000), "is not a sound file that can be read"),
  ])
  func saysWhatIsWrong(name: String, text: String?, reason: String) throws {
    let folder = try TemporaryFolder()
    if let text { _ = try folder.write(text.utf8, as: name) }
    let error = #expect(throws: MediaError.self) { try Song(path: folder(name)) }
    #expect(error?.path == folder(name))
    #expect(error?.reason.hasPrefix(reason) == true)
  }

  @Test func saysWhatElseIsWrong() throws {
    let folder = try TemporaryFolder()
    #expect(throws: MediaError(folder.path, "is a folder, not a song")) { try Song(path: folder.path) }
    let none = try folder.write(wavBytes([]), as: "none.wav")
    #expect(throws: MediaError(none, "has no sound in it (0 samples)")) { try Song(path: none) }
    let silent = fixture("silent.mp4")
    #expect(throws: MediaError(silent, "has pictures but no sound in it")) { try Song(path: silent) }
    let wide = try folder.write(wavBytes([Float](repeating: 0, count: 90), channels: 9), as: "wide.wav")
    #expect(throws: MediaError(wide, "has 9 channels; 1 to 8 can be read")) { try Song(path: wide) }
  }
}
