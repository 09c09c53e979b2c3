import AudioAnalysis
import Dreaming
import Mapping
import Media
import Synchronization
import TestSupport
import Testing

@testable import Rendering

/// An excerpt shows what the whole clip shows there.
@Suite struct ExcerptTests {
  /// Shared, since reading it takes longer than dreaming.
  private static let network = Result { try Network.efficientNetLite0() }

  private let rate = FrameRate(8)
  private let analysis = Analysis(
    duration: 6, sampleRate: 44100, channels: 1, tempo: nil, beatsPerBar: nil, beats: [], signals: [:],
    events: [:])

  /// Three scenes; the second fades in from 1.5 to 2 s, the third from 4 to 4.5 s.
  private let mapping = """
    scene: 2s
    dissolve: 0.5
    transition: "time > 3 ? from : into"
    layers:
      stem: 1
    iterations: 3
    octaves: 1
    zoom: 1.02
    feedback: 0.95
    """

  private func performance(
    over footage: String? = nil, start: Double = 0, duration: Double? = nil,
    _ change: (inout RenderOptions) -> Void = { _ in }
  ) throws -> Performance {
    var options = RenderOptions(
      size: PictureSize(width: 32, height: 32), frameRate: rate, start: start, duration: duration, jobs: 2)
    options.footage = footage.map { FootageOptions(paths: [$0]) }
    change(&options)
    let stage = Stage(
      songPath: "song.wav", analysis: analysis, network: try Self.network.get(), guides: [],
      reel: try options.openReel { _ in }, options: options)
    return try stage.cut(try Mapping(yaml: mapping, file: "quick.yaml")) { _ in }
  }

  private func frames(of performance: Performance) async throws -> [Picture] {
    let folder = try TemporaryFolder()
    var frames: [Picture] = []
    try await performance.dream(jobs: 2, spillingBeside: folder("clip.mp4"), throwAway: {}) { finished in
      for frame in performance.excerpt.frames { frames.append(try await finished.next(frame).picture) }
    }
    return frames
  }

  @Test(arguments: ["noise", "still", "footage"])
  func isTheSameWhereverItBegins(over ground: String) async throws {
    let folder = try TemporaryFolder()
    var footage: String?
    if ground == "footage" {
      footage = repositoryRoot.path + "/Tests/MediaTests/Fixtures/footage/h264.mp4"
    } else if ground == "still" {
      let pixels = (0..<3 * 32 * 32).map { UInt8($0 * 7 % 251) }
      try Picture(width: 32, height: 32, pixels: pixels).write(to: folder("still.png"))
      footage = folder("still.png")
    }
    let whole = try await frames(of: performance(over: footage))
    #expect(whole.count == 48 && zip(whole, whole.dropFirst()).allSatisfy { $0 != $1 })
    // Within a scene, from within either dissolve, up to within one, and across scenes.
    for (start, duration) in [(2.75, 0.5), (1.75, 0.5), (4.25, 0.5), (1.0, 0.75), (1.5, 3.5)] {
      let excerpt = try performance(over: footage, start: start, duration: duration)
      let first = rate.frame(at: start)
      let seen = try await frames(of: excerpt)
      #expect(seen == Array(whole[first..<first + seen.count]), "from \(start) s over \(ground)")
    }
  }

  @Test func saysWhatItDreamsFirst() throws {
    func notes(_ performances: [Performance]) -> [String] {
      var notes: [String] = []
      performances.noteWhatIsUnseen { notes.append($0) }
      return notes
    }
    let late = try performance(start: 3, duration: 0.5)
    #expect(
      notes([late, late]) == [
        "dreams 1.5 s before 0:03 first, so that the clip is the same there; --quick leaves that out"
      ])
    #expect(notes([try performance()]).isEmpty)
    let quick = try performance(start: 3, duration: 0.5) { $0.isQuick = true }
    let draft = try performance(start: 3, duration: 0.5) { $0.isDraft = true }
    #expect(notes([quick, draft]).isEmpty)
    #expect(quick.excerpt.frames == late.excerpt.frames)
  }

  @Test func progressCountsWhatIsThrownAway() throws {
    let late = try performance(start: 3, duration: 0.5)
    let told = Mutex<[RenderProgress]>([])
    let counter = FrameCounter(of: late.excerpt, unseen: Double(late.unseenCount)) { event in
      if case .progress(let progress) = event { told.withLock { $0.append(progress) } }
    }
    for _ in 0..<late.unseenCount { counter.finishUnseen(1) }
    for _ in late.excerpt.frames { counter.finishOne() }
    let progress = told.withLock { $0 }
    #expect(progress.map(\.finished) == Array(repeating: 0, count: 12) + [1, 2, 3, 4])
    #expect(progress[11].share == 0.75 && progress[15].share == 1)
  }
}
