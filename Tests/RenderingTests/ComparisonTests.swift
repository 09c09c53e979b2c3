import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct SideBySideTests {
  private func grey(_ value: UInt8) -> Frame {
    .eight(Picture(width: 128, height: 72, pixels: Array(repeating: value, count: 3 * 128 * 72)))
  }

  @Test func twoPicturesStandSideBySideUnderTheirNames() {
    let names = ("pulse", "a name that is far too long for it")
    let picture = naming(halvesOf: Frame.sideBySide(grey(100), grey(200)).picture, names)
    #expect(picture.width == 256 && picture.height == 72)
    let row = picture.pixels[(3 * 256 * 60)..<(3 * 256 * 61)]
    #expect(row.prefix(384).allSatisfy { $0 == 100 } && row.suffix(384).allSatisfy { $0 == 200 })
    let top = picture.pixels[0..<(3 * 256 * 20)]
    #expect(top.contains { $0 > 220 } && top.contains { $0 < 90 }, "letters on a dark ground")
  }

  @Test func aComparisonHasBothClips() async throws {
    let folder = try TemporaryFolder()
    let beats = stride(from: 0.25, to: 2, by: 0.5).map { $0 }
    try folder.write(wavBytes(clickTrack(at: beats, duration: 2)), as: "song.wav")
    for (name, layer) in [("left", "block2"), ("right", "block5")] {
      try "layers:\n  \(layer): 1\niterations: 1\noctaves: 1\n"
        .write(toFile: folder("\(name).yaml"), atomically: true, encoding: .utf8)
    }
    let before = try folder.names
    for jobs in [1, 3] {
      var options = RenderOptions(
        size: PictureSize(width: 64, height: 48), frameRate: FrameRate(8), jobs: jobs)
      options.hearing.usesCache = false
      try await compare(
        song: folder("song.wav"), mappings: (folder("left.yaml"), folder("right.yaml")),
        to: folder("\(jobs).mp4"), options: options
      ) { _ in }
    }
    #expect(try folder.names == (before + ["1.mp4", "3.mp4"]).sorted(), "nothing else is left behind")
    let one = try Data(contentsOf: URL(fileURLWithPath: folder("1.mp4")))
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder("3.mp4"))) == one)
    let clip = try VideoFrames(path: folder("1.mp4"))
    #expect(clip.width == 128 && clip.height == 48)
    var count = 0
    while try clip.nextFrame() != nil { count += 1 }
    #expect(count == 16)
  }
}
