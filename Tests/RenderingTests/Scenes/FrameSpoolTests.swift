import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct FrameSpoolTests {
  private func picture(_ value: Int) -> Picture {
    Picture(width: 2, height: 2, pixels: (0..<12).map { UInt8((value + $0) % 256) })
  }

  @Test func framesComeBackInOrderFromMemoryAndDisk() async throws {
    let folder = try TemporaryFolder()
    let spool = FrameSpool(
      beside: folder("clip.mp4"), sceneCount: 2, scenesAhead: 2)
    for frame in 0..<60 {
      try await spool.deliver(picture(frame), of: 0)
      try await spool.deliver(picture(100 + frame), of: 1)
    }
    #expect(try folder.names.count == 1, "frames spilled")
    for frame in 0..<60 { #expect(try await spool.next(of: 0) == picture(frame)) }
    for frame in 0..<60 { #expect(try await spool.next(of: 1) == picture(100 + frame)) }
    await spool.removeFolder()
    #expect(try folder.names.isEmpty)
  }

  @Test func aSceneThatIsOverTakesNoDisk() async throws {
    let folder = try TemporaryFolder()
    let spool = FrameSpool(beside: folder("clip.mp4"), sceneCount: 3, scenesAhead: 3)
    for scene in 0..<3 {
      for frame in 0..<40 { try await spool.deliver(picture(frame), of: scene) }
    }
    let spilled = try #require(try folder.names.first)
    func scenesOnDisk() throws -> [String] {
      try FileManager.default.contentsOfDirectory(atPath: folder(spilled)).sorted()
    }
    #expect(try scenesOnDisk() == ["scene0", "scene1", "scene2"])
    _ = try await spool.next(of: 1)
    #expect(try scenesOnDisk().count == 3, "the scene before may still fade out")
    _ = try await spool.next(of: 2)
    #expect(try scenesOnDisk() == ["scene1", "scene2"])
    await spool.removeFolder()
  }

  @Test func aJobFarAheadWaitsForTheEncoder() async throws {
    let spool = FrameSpool(beside: "/tmp/clip.mp4", sceneCount: 5, scenesAhead: 2)
    #expect(try await spool.beginScene() == 0)
    #expect(try await spool.beginScene() == 1)
    async let third = spool.beginScene()
    try await spool.deliver(picture(0), of: 1)
    _ = try await spool.next(of: 1)
    #expect(try await third == 2)
  }

  @Test func failingWakesWhoeverWaits() async throws {
    struct Trouble: Error {}
    let spool = FrameSpool(beside: "/tmp/clip.mp4", sceneCount: 1, scenesAhead: 1)
    let frame = Task { try await spool.next(of: 0) }
    await spool.fail(Trouble())
    await #expect(throws: Trouble.self) { try await frame.value }
    await #expect(throws: Trouble.self) { try await spool.deliver(picture(0), of: 0) }
  }

  @Test func aFolderThatCannotBeWrittenIsNamed() async throws {
    let spool = FrameSpool(beside: "/proc/none/clip.mp4", sceneCount: 1, scenesAhead: 1)
    await #expect(throws: RenderError.self) {
      for frame in 0..<40 { try await spool.deliver(picture(frame), of: 0) }
    }
  }
}
