import Foundation
import Media
import TestSupport
import Testing

@Suite struct ShotDetectionTests {
  /// A scene of its own: soft shapes of a few colours that depend on `seed`, seen from `offset` pixels to the right.
  private func scene(_ seed: Int, offset: Int = 0) -> Picture {
    var pixels: [UInt8] = []
    let phase = Double(seed)
    for row in 0..<36 {
      for column in 0..<64 {
        let (x, y) = (Double(column + offset) / 9, Double(row) / 7)
        for channel in 0..<3 {
          let across = sin(x * (1 + 0.3 * phase) + phase * 2 + Double(channel))
          let wave = across * cos(y + phase * Double(channel + 1))
          pixels.append(UInt8(127 + 60 * wave + 60 * sin(phase * 3 + Double(channel))))
        }
      }
    }
    return Picture(width: 64, height: 36, pixels: pixels)
  }

  private func shots(_ frames: [Picture], rate: Int = 24) throws -> [Double] {
    let folder = try TemporaryFolder()
    for (index, frame) in frames.enumerated() { try frame.write(to: folder("\(index).png")) }
    return try Footage(path: folder.path, folderRate: FrameRate(rate)).shots()
  }

  /// Scenes, each its seed and number of frames, that move slowly.
  private func scenes(_ scenes: [(seed: Int, count: Int)]) -> [Picture] {
    scenes.flatMap { seed, count in (0..<count).map { scene(seed, offset: $0) } }
  }

  private let white = Picture(width: 64, height: 36, pixels: [UInt8](repeating: 255, count: 3 * 64 * 36))

  @Test func aCutIsWhereTheSceneChanges() throws {
    let frames = scenes([(1, 12), (2, 24), (3, 12)])
    #expect(try shots(frames) == [0, 0.5, 1.5])
  }

  @Test func aFlashIsNone() throws {
    var frames = (0..<36).map { scene(1, offset: $0 / 2) }
    for index in [10, 11, 24] { frames[index] = white }
    #expect(try shots(frames) == [0])
  }

  @Test func aFastPanIsNone() throws {
    #expect(try shots((0..<36).map { scene(2, offset: 9 * max(0, $0 - 8)) }) == [0])
  }

  @Test func aShotShorterThanAFifthOfASecondIsPartOfTheOneBefore() throws {
    let frames = scenes([(1, 12), (2, 3), (3, 12)])
    #expect(try shots(frames) == [0, 0.5])
  }

  @Test func aDissolveIsNone() throws {
    let (from, to) = (scene(1), scene(3))
    let frames = (0..<36).map { index in
      let share = min(max(Double(index - 6) / 24, 0), 1)
      return Picture(
        width: 64, height: 36,
        pixels: zip(from.pixels, to.pixels).map { UInt8(Double($0) * (1 - share) + Double($1) * share) })
    }
    #expect(try shots(frames) == [0])
  }
}
