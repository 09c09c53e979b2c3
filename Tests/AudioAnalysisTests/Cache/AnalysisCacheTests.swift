import Foundation
import Media
import TestSupport
import Testing

@testable import AudioAnalysis

@Suite struct CacheTests {
  private let folder: TemporaryFolder
  private let cache: AnalysisCache
  private let song: String

  init() throws {
    folder = try TemporaryFolder()
    cache = AnalysisCache(folder: folder("cache/reverie"))
    let clicks = Sound.clicks(at: (0..<8).map { 0.25 + 0.5 * Double($0) }, seconds: 4.2)
    song = try folder.write(wavBytes(clicks.samples), as: "song.wav")
  }

  private func hear(_ path: String, beats: BeatFile? = nil) throws -> Analysis {
    try CachedAnalysis(path: path, beats: beats, cache: cache).analysis
  }

  private var entries: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: cache.folder).sorted().map {
        "\(cache.folder)/\($0)"
      }
    }
  }

  @Test func `an analysis is packed bit by bit`() throws {
    let heard = Sound.clicks(at: (0..<16).map { 0.25 + 0.5 * Double($0) }, seconds: 8.2).analysis()
    let full = Analysis(
      duration: 8.2, sampleRate: 44100, channels: 2, tempo: 120.5, beatsPerBar: 3, beats: heard.beats,
      key: Analysis.Key(tonic: 9, isMinor: true, confidence: 0.7),
      sections: [Analysis.Section(start: 0, end: 8.2, label: "Ä", energy: 0.3)],
      signals: heard.signals.merging(["tempo": [120.5, -0.0, .pi, 1e9], "none": []]) { $1 },
      events: heard.events)
    for analysis in [heard, full, Sound(seconds: 1).analysis()] {
      let cached = CachedAnalysis(analysis: analysis, nonFiniteSamples: 3)
      let again = try #require(CachedAnalysis(packed: cached.packed))
      #expect(again == cached)
      #expect(again.analysis.json() == analysis.json())
    }
  }

  @Test func `bytes that are cut, changed or longer are no analysis`() {
    let bytes = CachedAnalysis(analysis: Sound(seconds: 0.2).analysis(), nonFiniteSamples: 0).packed
    for count in [0, 7, 8, 39, 40, 41, bytes.count - 1] {
      #expect(CachedAnalysis(packed: Array(bytes[..<count])) == nil)
    }
    #expect(CachedAnalysis(packed: bytes + [0]) == nil)
    for place in stride(from: 0, to: bytes.count, by: 97) {
      var damaged = bytes
      damaged[place] ^= 16
      #expect(CachedAnalysis(packed: damaged) == nil)
    }
  }

  @Test func `a song heard before is recalled, under whatever name`() throws {
    let heard = try hear(song)
    #expect(try heard == Analysis(of: Song(path: song)))
    #expect(try entries.count == 1)
    let key = try #require(AnalysisCache.key(ofSong: song, beats: nil))
    #expect(cache.analysis(key)?.analysis == heard)
    let other = Sound(seconds: 1).analysis()
    cache.store(CachedAnalysis(analysis: other, nonFiniteSamples: 0), as: key)
    try FileManager.default.copyItem(atPath: song, toPath: folder("copy"))
    #expect(try hear(folder("copy")) == other, "it was taken from the cache")
  }

  @Test func `other songs and other beats are heard anew`() throws {
    let heard = try hear(song)
    let taps = try BeatFile("0.5\t1\n1\t2\n2\t1\n", path: "taps.txt")
    #expect(try hear(song, beats: taps).beats.count == 3)
    #expect(try hear(song) == heard)
    try folder.write(wavBytes(Sound.tone(440, seconds: 1).samples), as: "song.wav")
    #expect(try hear(song).duration == 1)
    #expect(try entries.count == 3)
  }

  @Test func `a damaged entry is heard and written anew`() throws {
    let heard = try hear(song)
    let entry = try #require(entries.first)
    for damage in [Data(), Data("RVRANA01".utf8), Data(repeating: 7, count: 5000)] {
      try damage.write(to: URL(fileURLWithPath: entry))
      #expect(try hear(song) == heard)
      #expect(
        try #require(CachedAnalysis(packed: Array(Data(contentsOf: URL(fileURLWithPath: entry))))).analysis
          == heard)
    }
  }

  @Test func `a folder that can't be used is no hindrance`() throws {
    let heard = try hear(song)
    for place in [song + "/reverie", "/proc/reverie", "/dev/null/reverie"] {
      #expect(
        try CachedAnalysis(path: song, beats: nil, cache: AnalysisCache(folder: place)).analysis == heard)
    }
    let inTheWay = try #require(entries.first)
    try FileManager.default.removeItem(atPath: inTheWay)
    try FileManager.default.createDirectory(atPath: inTheWay, withIntermediateDirectories: false)
    #expect(try hear(song) == heard)
  }

  @Test func `what wasn't used for longest makes room`() throws {
    let kept = CachedAnalysis(analysis: Sound(seconds: 1).analysis(), nonFiniteSamples: 0)
    let roomy = AnalysisCache(folder: cache.folder, limit: 3 * kept.packed.count)
    for (age, name) in [(40.0, "a"), (30, "b"), (20, "c")] {
      roomy.store(kept, as: name)
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -age)],
        ofItemAtPath: cache.folder + "/\(name).analysis")
    }
    try "mine".write(toFile: cache.folder + "/notes.txt", atomically: true, encoding: .utf8)
    #expect(roomy.analysis("a") == kept)
    roomy.store(kept, as: "d")
    #expect(roomy.analysis("b") == nil, "a was used after it")
    for name in ["a", "c", "d"] { #expect(roomy.analysis(name) == kept) }
    let small = AnalysisCache(folder: cache.folder, limit: kept.packed.count - 1)
    small.store(kept, as: "e")
    #expect(small.analysis("e") == nil)
    #expect(FileManager.default.fileExists(atPath: cache.folder + "/notes.txt"))
  }

  @Test func `many at once neither disturb each other nor leave anything`() async throws {
    let heard = try hear(song)
    try FileManager.default.removeItem(atPath: cache.folder)
    let (cache, song) = (cache, song)
    try await withThrowingTaskGroup(of: Analysis.self) { group in
      for _ in 0..<8 {
        group.addTask { try CachedAnalysis(path: song, beats: nil, cache: cache).analysis }
      }
      for try await analysis in group { #expect(analysis == heard) }
    }
    #expect(try entries.count == 1)
  }

  @Test func `the folder is where the specification says`() {
    func folder(_ environment: [String: String]) -> String? { AnalysisCache.ofUser(environment)?.folder }
    #expect(folder(["XDG_CACHE_HOME": "/x", "HOME": "/h"]) == "/x/reverie")
    #expect(folder(["XDG_CACHE_HOME": "", "HOME": "/h"]) == "/h/.cache/reverie")
    #expect(folder(["XDG_CACHE_HOME": "x", "HOME": "/h"]) == "/h/.cache/reverie")
    #expect(folder([:]) == nil)
  }

  @Test func `a song whose samples are no numbers says so again`() throws {
    var samples = Sound.tone(440, seconds: 0.5).samples
    samples[100] = .nan
    samples[200] = .infinity
    let path = try folder.write(wavBytes(samples, coding: .float32), as: "nan.wav")
    for _ in 0..<2 {
      #expect(try CachedAnalysis(path: path, beats: nil, cache: cache).nonFiniteSamples == 2)
    }
  }
}
