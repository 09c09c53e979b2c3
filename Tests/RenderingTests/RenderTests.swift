import Foundation
import Mapping
import Media
import TestSupport
import Synchronization
import Testing

@testable import Rendering

@Suite(.serialized) struct RenderTests {
  private let folder: TemporaryFolder
  private let song: String
  private let mapping: String

  init() throws {
    folder = try TemporaryFolder()
    song = folder("song.wav")
    mapping = folder("quick.yaml")
    let beats = stride(from: 0.25, to: 4, by: 0.5).map { $0 }
    try Data(wavBytes(clickTrack(at: beats, duration: 4))).write(to: URL(fileURLWithPath: song))
    try """
    name: quick
    scenes:
      seconds: 2
      dissolve: 0.4
    layers:
      block2: 1
    iterations: 1
    octaves: 1
    zoom: 1 + 0.1 * decay(beat, 0.1)
    """.write(toFile: mapping, atomically: true, encoding: .utf8)
  }

  private func options(jobs: Int = 2) -> RenderOptions {
    var options = RenderOptions(
      mapping: mapping, size: PictureSize(width: 64, height: 48), frameRate: FrameRate(12), jobs: jobs)
    options.hearing.usesCache = false
    return options
  }

  private func frames(of clip: String) throws -> [Picture] {
    let footage = try VideoFrames(path: clip)
    var frames: [Picture] = []
    while let frame = try footage.nextFrame() { frames.append(frame) }
    return frames
  }

  @Test func aSongBecomesAClipOfItsLength() async throws {
    let clip = folder("clip.mp4")
    try await render(song: song, to: clip, options: options()) { _ in }
    let footage = try VideoFrames(path: clip)
    #expect(footage.width == 64 && footage.height == 48)
    #expect(footage.frameRate == FrameRate(12))
    #expect(try frames(of: clip).count == 48)
    let track = try Song(path: clip)
    var length = 0
    while case let chunk = try track.read(upTo: 4096), !chunk.isEmpty {
      length += chunk.count / track.channels
    }
    #expect(abs(Double(length) / Double(track.sampleRate) - 4) < 1 / 12.0)
    #expect(try folder.names == ["clip.mp4", "quick.yaml", "song.wav"], "nothing else is left behind")
  }

  @Test func theNumberOfJobsChangesNothing() async throws {
    for jobs in [1, 3] {
      try await render(song: song, to: folder("\(jobs).mp4"), options: options(jobs: jobs)) { _ in }
    }
    let one = try Data(contentsOf: URL(fileURLWithPath: folder("1.mp4")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder("3.mp4"))) == one)
  }

  @Test func anotherSeedIsAnotherDream() async throws {
    var other = options()
    other.seed = 1
    try await render(song: song, to: folder("a.mp4"), options: options()) { _ in }
    try await render(song: song, to: folder("b.mp4"), options: other) { _ in }
    #expect(try frames(of: folder("a.mp4"))[20] != frames(of: folder("b.mp4"))[20])
  }

  @Test func anExcerptHasTheLengthAskedFor() async throws {
    var excerpt = options()
    excerpt.start = 1.5
    excerpt.duration = 1
    try await render(song: song, to: folder("clip.mp4"), options: excerpt) { _ in }
    #expect(try frames(of: folder("clip.mp4")).count == 12)
  }

  @Test func progressEndsWithEveryFrame() async throws {
    let counts = AsyncStream.makeStream(of: Int.self)
    try await render(song: song, to: folder("clip.mp4"), options: options()) { event in
      if case .progress(let progress) = event { counts.continuation.yield(progress.finished) }
    }
    counts.continuation.finish()
    let seen = await counts.stream.reduce(into: []) { $0.append($1) }
    #expect(seen == Array(0...48))
  }

  @Test func cancellingLeavesWhatWasThere() async throws {
    let clip = folder("clip.mp4")
    try "precious".write(toFile: clip, atomically: true, encoding: .utf8)
    var long = options()
    (long.size, long.frameRate) = (RenderOptions.standardSize, FrameRate(60))
    let (song, options) = (song, long)
    // The render cancels itself: on a busy machine another task might wake up only when it is over.
    let running = Mutex<Task<Void, any Error>?>(nil)
    let task = Task {
      try await render(song: song, to: clip, options: options) { event in
        if case .progress(let progress) = event, progress.finished > 0 { running.withLock { $0?.cancel() } }
      }
    }
    running.withLock { $0 = task }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try String(contentsOfFile: clip, encoding: .utf8) == "precious")
    #expect(try folder.names == ["clip.mp4", "quick.yaml", "song.wav"])
  }

  @Test func errorsSayWhatIsWrong() async throws {
    var late = options()
    late.start = 10
    await #expect(throws: RenderError.startPastEnd(song: song, start: 10, duration: 4)) {
      try await render(song: song, to: folder("clip.mp4"), options: late) { _ in }
    }
    var short = options()
    short.duration = 0
    await #expect(throws: RenderError.nothingToRender(song: song)) {
      try await render(song: song, to: folder("clip.mp4"), options: short) { _ in }
    }
    try "layers:\n  blok5: 1\n".write(toFile: mapping, atomically: true, encoding: .utf8)
    await #expect(throws: MappingErrors.self) {
      try await render(song: song, to: folder("clip.mp4"), options: options()) { _ in }
    }
    #expect(try folder.names == ["quick.yaml", "song.wav"])
  }
}
