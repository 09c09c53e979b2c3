import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

/// What a viewer sees: the picture moves most where the music does.
@Suite struct PulseTests {
  @Test func theClipMovesMostOnTheBeat() async throws {
    let folder = try TemporaryFolder()
    let song = folder("song.wav")
    let beats = stride(from: 0.26, to: 5, by: 0.5).map { $0 }
    try Data(wavBytes(clickTrack(at: beats, duration: 5))).write(to: URL(fileURLWithPath: song))
    var options = RenderOptions(size: PictureSize(width: 128, height: 72), jobs: 1)
    options.hearing.usesCache = false
    try await render(song: song, to: folder("clip.mp4"), options: options) { _ in }

    let change = try frameChanges(of: folder("clip.mp4"))
    for beat in beats.dropFirst().dropLast() {
      let frame = FrameRate(24).frame(at: beat)
      let around = (frame - 5)...(frame + 6)
      let strongest = try #require(around.max { change[$0] < change[$1] })
      #expect(abs(strongest - frame) <= 1, "beat in frame \(frame), strongest change in \(strongest)")
    }
  }

  /// Mean absolute difference of each frame from the one before; 0 for the first.
  private func frameChanges(of clip: String) throws -> [Double] {
    let footage = try VideoFrames(path: clip)
    var changes: [Double] = []
    var before: Picture?
    while let frame = try footage.nextFrame() {
      let last = before ?? frame
      let total = zip(frame.pixels, last.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }
      changes.append(Double(total) / Double(frame.pixels.count))
      before = frame
    }
    return changes
  }
}
