import Foundation
import Media
import TestSupport
import Testing

@Suite struct FrameFolderWriterTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder("frames")
  }

  private func notes(count: Int, depth: BitDepth = .eight) -> FrameNotes {
    FrameNotes(
      frameRate: FrameRate(30000, per: 1001), start: 12.345678901234567, duration: nil, count: count,
      size: PictureSize(width: 34, height: 20), depth: depth)
  }

  /// Every value another, in both depths.
  private func frames(_ depth: BitDepth) -> [Frame] {
    (0..<3).map { number in
      let values = (0..<3 * 34 * 20).map { UInt16(truncatingIfNeeded: $0 * 31 + number * 1000) }
      return depth == .eight
        ? .eight(Picture(width: 34, height: 20, pixels: values.map { UInt8(truncatingIfNeeded: $0) }))
        : .sixteen(DeepPicture(width: 34, height: 20, pixels: values))
    }
  }

  private func write(_ frames: [Frame], _ depth: BitDepth = .eight) throws {
    let writer = try FrameFolderWriter(path: path, notes: notes(count: frames.count, depth: depth))
    for frame in frames { try writer.append(frame) }
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  @Test(arguments: BitDepth.allCases) func framesComeBackExactly(depth: BitDepth) throws {
    try write(frames(depth), depth)
    #expect(
      try names == ["frame-000000.png", "frame-000001.png", "frame-000002.png", "frames.json"])
    let read = try FrameFolder(path: path)
    #expect(try read.names.indices.map { try read.frame(at: $0) } == frames(depth))
    #expect(read.gap == nil)
    #expect(try FrameNotes(ofFolder: path) == notes(count: 3, depth: depth))
  }

  @Test(arguments: BitDepth.allCases) func theSameFramesGiveTheSameBytes(depth: BitDepth) throws {
    try write(frames(depth), depth)
    let first = try names.map { try bytes(of: "\(path)/\($0)") }
    try write(frames(depth), depth)
    #expect(try names.map { try bytes(of: "\(path)/\($0)") } == first)
  }

  @Test func framesOfAnEarlierRenderAreGone() throws {
    try write(frames(.eight))
    try folder.write("half".utf8, as: "frames/.frame-000003.png.12345678.partial")
    try write(Array(frames(.eight).prefix(1)))
    #expect(try names == ["frame-000000.png", "frames.json"])
  }

  @Test func aFolderWithOtherFilesIsLeftAlone() throws {
    try write(frames(.eight))
    try folder.write("mine".utf8, as: "frames/frame-1.png")
    let refusal = MediaError(
      path, "holds frame-1.png, which is no frame of an earlier render; name a new folder, or an empty one")
    #expect(throws: refusal) { try FrameFolderWriter.checkTarget(path) }
    #expect(throws: refusal) { try write(frames(.eight)) }
    #expect(try names.count == 5)
  }

  @Test func aTargetIsCheckedAndLeftAsItWas() throws {
    try FrameFolderWriter.checkTarget(path)
    #expect(try folder.names == [])
    let file = try folder.write("song".utf8, as: "song.wav")
    #expect(throws: MediaError(file, "is a file; name a folder")) { try FrameFolderWriter.checkTarget(file) }
    let nowhere = folder("nowhere/frames")
    #expect(throws: MediaError(nowhere, "cannot be made: the folder around it does not exist")) {
      try FrameFolderWriter.checkTarget(nowhere)
    }
  }
}
