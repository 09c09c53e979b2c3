import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct ReelTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func reel(width: Int, height: Int, frames: Int = 1) throws -> Reel {
    let name = "\(width)x\(height)x\(frames)"
    try FileManager.default.createDirectory(atPath: folder(name), withIntermediateDirectories: true)
    for frame in 0..<frames {
      try Picture(width: width, height: height, pixels: Array(repeating: 90, count: 3 * width * height))
        .write(to: folder("\(name)/\(frame).png"))
    }
    return try Reel(FootageOptions(paths: [folder(name)])) { _ in }
  }

  @Test(arguments: [
    (640, 480, false, "640x480"), (321, 241, false, "320x240"), (3840, 2160, false, "1920x1080"),
    (18, 30, false, "32x52"), (1280, 720, true, "256x144"), (720, 1280, true, "144x256"),
  ])
  func clipsAreAsLargeAsTheirFootageWithinReason(width: Int, height: Int, isDraft: Bool, expected: String)
    throws
  {
    #expect("\(try reel(width: width, height: height).size(isDraft: isDraft))" == expected)
  }

  @Test func onlyWhatHasSeveralFramesMoves() throws {
    #expect(try !reel(width: 32, height: 32).moves)
    #expect(try reel(width: 32, height: 32, frames: 3).moves)
  }

  @Test(arguments: [(0.0, 0), (0.1, 0), (0.125, 1), (60, 1)])
  func aStartPastTheEndIsTold(start: Double, told: Int) throws {
    let path = try #require(try reel(width: 32, height: 32, frames: 3).options.paths.first)
    var options = FootageOptions(paths: [path])
    options.start = start
    var warnings: [String] = []
    _ = try Reel(options) { warnings.append($0) }
    #expect(warnings.count == told)
    #expect(warnings.allSatisfy { $0.hasPrefix("\(path): the footage ends after 0.1 s") })
  }

  @Test func optionsFollowTheFootageUnlessTheySayOtherwise() throws {
    let reel = try reel(width: 64, height: 48, frames: 2)
    var notes: [String] = []
    let fitting = RenderOptions(jobs: 1).fitting(reel) { notes.append($0) }
    #expect(fitting.clipSize == PictureSize(width: 64, height: 48) && fitting.clipRate == FrameRate(24))
    let own = RenderOptions(size: PictureSize(width: 96, height: 54), frameRate: FrameRate(30), jobs: 1)
      .fitting(reel) { notes.append($0) }
    #expect(own.clipSize == PictureSize(width: 96, height: 54) && own.clipRate == FrameRate(30))
    #expect(RenderOptions(jobs: 1).fitting(nil) { notes.append($0) }.clipSize == RenderOptions.standardSize)
    #expect(notes.isEmpty)
  }
}
