import Foundation
import Media
import Synchronization
import TestSupport
import Testing

@Suite struct ClipWriterTests {
  private let rate = FrameRate(24)

  private func flat(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> Picture {
    Picture(width: 64, height: 48, pixels: (0..<64 * 48).flatMap { _ in [red, green, blue] })
  }

  /// Writes a clip of `track`'s whole song: white where the tone of the fixtures begins, else black.
  private func write(_ songPath: String, duration: Double, to path: String) throws -> Int {
    let count = rate.frameCount(covering: duration)
    let writer = try ClipWriter(
      path: path, width: 64, height: 48, frameRate: rate, frameCount: count,
      track: .init(songPath: songPath))
    for index in 0..<count {
      try writer.append(index == rate.frame(at: 0.5) ? flat(255, 255, 255) : flat(0, 0, 0))
    }
    try writer.finish()
    return count
  }

  private func frames(of path: String) throws -> [Picture] {
    let footage = try VideoFrames(path: path)
    var frames: [Picture] = []
    while let frame = try footage.nextFrame() { frames.append(frame) }
    return frames
  }

  private func levels(_ picture: Picture) -> [Int] { picture.pixels.suffix(3).map(Int.init) }

  @Test(arguments: ["mp4", "mkv", "mov"])
  func coloursComeBack(ending: String) throws {
    let folder = try TemporaryFolder()
    let path = folder("clip." + ending)
    let colours: [(UInt8, UInt8, UInt8)] = [
      (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (90, 160, 40),
    ]
    let writer = try ClipWriter(
      path: path, width: 64, height: 48, frameRate: FrameRate(30000, per: 1001), frameCount: colours.count,
      track: nil)
    for (red, green, blue) in colours { try writer.append(flat(red, green, blue)) }
    try writer.finish()
    let footage = try VideoFrames(path: path)
    #expect((footage.width, footage.height) == (64, 48))
    #expect(footage.frameRate == FrameRate(30000, per: 1001))
    let decoded = try frames(of: path)
    #expect(decoded.count == colours.count)
    for (frame, colour) in zip(decoded, colours) {
      let expected = [Int(colour.0), Int(colour.1), Int(colour.2)]
      #expect(zip(levels(frame), expected).allSatisfy { abs($0 - $1) <= 4 }, "\(levels(frame)) \(expected)")
    }
  }

  @Test(arguments: ["tone.flac", "tone.mp3", "tone.m4a", "tone.ogg", "tone.opus"], ["mp4", "mkv"])
  func soundAndPictureMeet(song: String, ending: String) throws {
    let folder = try TemporaryFolder()
    let path = folder("clip." + ending)
    let count = try write(fixture(song), duration: 1.5, to: path)
    let decoded = try frames(of: path)
    #expect(decoded.count == count)
    #expect(decoded.indices.filter { levels(decoded[$0])[0] > 128 } == [12])

    let track = try Song(path: path)
    #expect(track.tags.title == "Tön")
    #expect(track.tags.artist == "Tester")
    let samples = try readAll(track)
    let onset = try #require(samples.firstIndex { abs($0) > 0.3 }) / track.channels
    #expect(abs(Double(onset) / Double(track.sampleRate) - 0.5) < 0.002)
    let duration = Double(samples.count / track.channels) / Double(track.sampleRate)
    #expect(abs(duration - rate.time(ofFrame: count)) < rate.time(ofFrame: 1))
  }

  @Test(arguments: [("mp4", 96_000, 6), ("mp4", 11_025, 1), ("mkv", 96_000, 6), ("mp4", 44_100, 8)])
  func everyRateAndLayoutFindsItsTrack(ending: String, sampleRate: Int, channels: Int) throws {
    let folder = try TemporaryFolder()
    let samples = (0..<sampleRate * channels).map { sin(Float($0 / channels) * 300 / Float(sampleRate)) / 2 }
    let wav = wavBytes(samples, sampleRate: sampleRate, channels: channels)
    let song = try folder.write(wav, as: "song.wav")
    let path = folder("clip." + ending)
    _ = try write(song, duration: 1, to: path)
    let track = try Song(path: path)
    #expect(track.channels == channels)
    let count = try readAll(track).count / channels
    #expect(abs(Double(count) / Double(track.sampleRate) - 1) < 0.025)
  }

  @Test func anExcerptBeginsWhereItShould() throws {
    let folder = try TemporaryFolder()
    let path = folder("clip.mkv")
    let writer = try ClipWriter(
      path: path, width: 64, height: 48, frameRate: rate, frameCount: 12,
      track: .init(songPath: fixture("tone.flac"), start: 0.25, duration: 0.5))
    for _ in 0..<12 { try writer.append(flat(0, 0, 0)) }
    try writer.finish()
    let excerpt = try readAll(try Song(path: path))
    let whole = try readAll(try Song(path: fixture("tone.flac")))
    #expect(excerpt == Array(whole[2 * 11_025..<2 * 33_075]))
  }

  @Test func aSongThatEndsEarlyIsFollowedBySilence() throws {
    let folder = try TemporaryFolder()
    let song = try folder.write(wavBytes([Float](repeating: 0.5, count: 4410)), as: "song.wav")
    _ = try write(song, duration: 1, to: folder("clip.mkv"))
    let samples = try readAll(try Song(path: folder("clip.mkv")))
    #expect(abs(samples.count - 44_100) <= 44_100 / 24)
    #expect(samples[4409] == 0.5)
    #expect(samples[4410...].allSatisfy { $0 == 0 })
  }

  @Test(arguments: ["mp4", "mkv"])
  func theSameWorkGivesTheSameBytes(ending: String) throws {
    let folder = try TemporaryFolder()
    for name in ["a.", "b."] {
      _ = try write(fixture("tone.flac"), duration: 1.5, to: folder(name + ending))
    }
    #expect(try bytes(of: folder("a." + ending)) == bytes(of: folder("b." + ending)))
  }

  /// Nothing may depend on when x264's threads run, nor on what was in the memory that they get.
  @Test(arguments: [(64, 48), (320, 192), (336, 256)])
  func aBusyMachineChangesNothing(width: Int, height: Int) throws {
    let folder = try TemporaryFolder()
    let pictures = movingPictures(count: 100, width: width, height: height)
    let isOver = Mutex(false)
    for _ in 0..<2 {
      Thread.detachNewThread {
        while !isOver.withLock({ $0 }) {
          _ = [UInt8](repeating: .random(in: 1...255), count: .random(in: 1...100_000))
        }
      }
    }
    defer { isOver.withLock { $0 = true } }
    for run in 0..<3 {
      let writer = try ClipWriter(
        path: folder("\(run).mp4"), width: width, height: height, frameRate: rate,
        frameCount: pictures.count, track: nil)
      for (index, picture) in pictures.enumerated() {
        if run > 0, index % (run + 6) == 0 { Thread.sleep(forTimeInterval: 0.003) }
        try writer.append(picture)
      }
      try writer.finish()
    }
    let first = try bytes(of: folder("0.mp4"))
    for run in 1..<3 { #expect(try bytes(of: folder("\(run).mp4")) == first) }
  }

  /// Blocks of colour that move down to the right, and turn negative now and then.
  private func movingPictures(count: Int, width: Int, height: Int) -> [Picture] {
    let (wide, high) = (width + 3 * count, height + count)
    var pattern = [UInt8](repeating: 0, count: 3 * wide * high)
    for index in pattern.indices {
      let (x, y) = (index / 3 % wide, index / 3 / wide)
      pattern[index] = UInt8(truncatingIfNeeded: (x / 8 * 37) ^ (y / 8 * 91) + index % 3 * 50 + x * y % 19)
    }
    return (0..<count).map { place in
      let rows = (0..<height).flatMap { row in
        let start = 3 * ((row + place / 2) * wide + (place / 40 % 2 + 1) * place)
        return pattern[start..<start + 3 * width]
      }
      return Picture(width: width, height: height, pixels: rows)
    }
  }

  @Test(arguments: ["24", "25", "29.97", "60", "12.5", "1"])
  func everySecondHasAKeyframe(rate: String) throws {
    let folder = try TemporaryFolder()
    let rate = try #require(FrameRate(rate))
    let count = rate.frameCount(covering: 4.5)
    let writer = try ClipWriter(
      path: folder("clip.mp4"), width: 64, height: 48, frameRate: rate, frameCount: count, track: nil)
    for _ in 0..<count { try writer.append(flat(90, 160, 40)) }
    try writer.finish()
    let keyframes = try keyframes(of: folder("clip.mp4"))
    #expect(keyframes.first == 0)
    for (one, next) in zip(keyframes, keyframes.dropFirst() + [count]) {
      #expect(rate.time(ofFrame: next - one) <= 1)
    }
  }

  /// The places of an MP4's keyframes among its frames, as its table of sync samples (`stss`) says; without that table,
  /// every frame is one.
  private func keyframes(of path: String) throws -> [Int] {
    let bytes = try bytes(of: path)
    func number(at place: Int) -> Int { bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) } }
    func table(_ name: String) -> Int? {
      let name = Array(name.utf8)
      return bytes.indices.dropLast(4).first { bytes[$0..<$0 + 4].elementsEqual(name) }.map { $0 + 8 }
    }
    guard let start = table("stss") else {
      let sizes = try #require(table("stsz"))
      return Array(0..<number(at: sizes + 4))
    }
    return (0..<number(at: start)).map { number(at: start + 4 + 4 * $0) - 1 }
  }

  @Test func nothingIsLeftOfAClipGivenUp() throws {
    let folder = try TemporaryFolder()
    let old = try folder.write("old".utf8, as: "clip.mp4")
    func start() throws -> ClipWriter {
      let writer = try ClipWriter(
        path: old, width: 64, height: 48, frameRate: rate, frameCount: 10, track: nil)
      try writer.append(flat(1, 2, 3))
      #expect(try folder.names.count == 2)
      return writer
    }
    try start().cancel()
    #expect(try folder.names == ["clip.mp4"])
    do { _ = try start() }
    #expect(try folder.names == ["clip.mp4"])
    let unfinished = try start()
    #expect(throws: MediaError(old, "has only 1 of its 10 frames")) { try unfinished.finish() }
    #expect(try folder.names == ["clip.mp4"])
    #expect(try bytes(of: old) == Array("old".utf8))
  }

  @Test func saysWhatIsWrongBeforeAnyWork() throws {
    let folder = try TemporaryFolder()
    func attempt(_ path: String, width: Int = 64, song: String? = nil) throws {
      _ = try ClipWriter(
        path: path, width: width, height: 48, frameRate: rate, frameCount: 1,
        track: song.map { .init(songPath: $0) })
    }
    #expect(throws: MediaError("clip.avi", "should end in .mp4, .m4v, .mov or .mkv")) {
      try attempt("clip.avi")
    }
    let path = folder("clip.mp4")
    #expect(throws: MediaError(path, "cannot be 63 x 48: H.264 wants even sides of 16 to 16384 pixels")) {
      try attempt(path, width: 63)
    }
    let nowhere = folder("nowhere/clip.mp4")
    #expect(throws: MediaError(nowhere, "cannot be written: its folder does not exist")) {
      try attempt(nowhere)
    }
    let missing = folder("missing.wav")
    #expect(throws: MediaError(missing, "does not exist")) { try attempt(path, song: missing) }
    #expect(try folder.names == [])
  }
}
