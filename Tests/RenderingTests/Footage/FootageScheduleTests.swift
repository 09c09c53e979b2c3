import AudioAnalysis
import Foundation
import Mapping
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct FootageScheduleTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A folder of `count` frames, which takes a second for 24 of them; each of them another grey, or of two shots.
  private func footage(_ name: String, count: Int, shots: Bool = false) throws -> String {
    try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
    for frame in 0..<count {
      let grey = UInt8(shots ? (frame < count / 2 ? 30 : 220) : 100 + frame)
      try Picture(width: 32, height: 32, pixels: Array(repeating: grey, count: 3 * 32 * 32))
        .write(to: folder("\(name)/\(frame).png"))
    }
    return folder(name)
  }

  private func schedule(
    _ paths: [String], seconds: Double, isSwitched: Bool = false, footage: [Double] = [0],
    _ change: (inout FootageOptions) -> Void = { _ in }
  ) throws -> FootageSchedule {
    var options = FootageOptions(paths: paths)
    change(&options)
    let reel = try Reel(options) { _ in }
    let count = Int(seconds * 24)
    let frames = (0..<count).map { frame in
      var parameters = DreamParameters()
      parameters[.footage] = footage[frame % footage.count]
      return parameters
    }
    let score = Score(
      frameRate: FrameRate(24), frames: frames,
      scenes: [0..<count / 2, count / 2..<count].enumerated().map { Score.Scene(frames: $1, seed: $0) })
    let beats = stride(from: 0.5, to: seconds, by: 0.5).enumerated().map {
      Analysis.Beat(time: $1, position: $0 % 4 + 1, confidence: 1)
    }
    let analysis = Analysis(
      duration: seconds, sampleRate: 44100, channels: 1, tempo: 120, beatsPerBar: 4, beats: beats,
      signals: [:],
      events: [:])
    return try FootageSchedule(of: reel, for: score, isSwitched: isSwitched, analysis: analysis, seed: 4)
  }

  private func times(_ schedule: FootageSchedule, _ frames: [Int]) -> [Double] {
    frames.map { (schedule.moments[$0].time * 24).rounded() }
  }

  @Test func footageRunsWithTheSong() throws {
    let path = try footage("a", count: 48)
    #expect(times(try schedule([path], seconds: 2), [0, 1, 30]) == [0, 1, 30])
    #expect(times(try schedule([path], seconds: 2) { $0.start = 0.5 }, [0, 1, 30]) == [12, 13, 42])
    #expect(times(try schedule([path], seconds: 2) { $0.speed = 0.5 }, [0, 2, 30]) == [0, 1, 15])
  }

  @Test func afterItsEndItLoopsBouncesOrHolds() throws {
    let path = try footage("a", count: 24)
    let frames = [23, 24, 30, 48, 54]
    #expect(times(try schedule([path], seconds: 3), frames) == [23, 0, 6, 0, 6])
    #expect(times(try schedule([path], seconds: 3) { $0.end = .bounce }, frames) == [23, 24, 18, 0, 6])
    #expect(times(try schedule([path], seconds: 3) { $0.end = .hold }, frames) == [23, 24, 24, 24, 24])
  }

  @Test func severalFollowEachOtherOrAreSwitched() throws {
    let paths = [try footage("a", count: 24), try footage("b", count: 12)]
    let inOrder = try schedule(paths, seconds: 3)
    #expect([0, 23, 24, 35, 36].map { inOrder.moments[$0].file } == [0, 0, 1, 1, 0])
    #expect(times(inOrder, [24, 30]) == [0, 6])
    let switched = try schedule(paths, seconds: 3, isSwitched: true, footage: [0, 3])
    #expect([0, 1, 2].map { switched.moments[$0].file } == [0, 1, 0], "3 is the second of two")
    #expect(times(switched, [14, 15]) == [14, 3])
  }

  @Test func cutsGoOnAtTheNextShot() throws {
    let path = try footage("a", count: 240, shots: true)
    let cut = try schedule([path], seconds: 4) { $0.cuts = .beats(2) }
    // Beats at 0.5, 1.5, 2.5 s: from the first shot to the second, then the first again.
    #expect(times(cut, [11, 12, 13, 35, 36]) == [11, 120, 121, 143, 0])
  }

  @Test func footageWithoutShotsGoesOnElsewhere() throws {
    let path = try footage("a", count: 96)
    let cut = try schedule([path], seconds: 4) { $0.cuts = .bars(1) }
    #expect(times(cut, [11])[0] == 11)
    let after = times(cut, [12])[0]
    #expect(abs(after - 12) > 6, "not where it was: \(after)")
    #expect(times(cut, [20])[0] == after + 8, "and runs on from there")
    #expect(
      cut.moments == (try schedule([path], seconds: 4) { $0.cuts = .bars(1) }).moments, "the seed decides")
  }

  @Test func stillsTakeTurnsWithTheScenes() throws {
    let photos = try ["a.png", "b.png"].map { name in
      try Picture(width: 32, height: 32, pixels: Array(repeating: 90, count: 3 * 32 * 32)).write(
        to: folder(name))
      return folder(name)
    }
    let schedule = try schedule(photos, seconds: 2)
    #expect([0, 23, 24, 47].map { schedule.moments[$0].file } == [0, 0, 1, 1])
    #expect(schedule.moments.allSatisfy { $0.time == 0 })
  }

  @Test(arguments: [
    ("section", FootageCuts.sections), ("bar", .bars(1)), ("4beats", .beats(4)), ("2 Bars", .bars(2)),
    ("beat", .beats(1)),
  ])
  func cutsAreReadAsPeopleWriteThem(text: String, cuts: FootageCuts) { #expect(FootageCuts(text) == cuts) }

  @Test(arguments: ["", "0beats", "beets", "4", "2sections", "-1bar", "1.5beats"])
  func otherCutsAreRefused(text: String) { #expect(FootageCuts(text) == nil) }
}
