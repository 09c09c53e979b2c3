import Foundation
import Media
import TestSupport
import Testing

@Suite struct BadFootageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func expect(_ reason: String, of path: String) {
    let error = #expect(throws: MediaError.self) { try Footage(path: path) }
    #expect(error?.path == path)
    #expect(error?.reason == reason)
  }

  @Test func whatIsNoFootage() throws {
    expect("does not exist", of: "missing.mp4")
    expect("is empty (0 bytes)", of: try folder.write([], as: "empty.mp4"))
    expect("has sound but no pictures in it", of: fixture("tone.mp3"))
    expect("has sound but no pictures in it", of: footage("cover.m4a"))
    let text = try folder.write(repeatElement("Not a video. ", count: 100).joined().utf8, as: "text.mp4")
    expect("is not a video file that can be read (Invalid data found when processing input)", of: text)
    expect("is not a regular file, so it cannot be read as a video", of: "/dev/zero")
    #expect(mkfifo(folder("pipe.mp4"), 0o600) == 0)
    expect("is not a regular file, so it cannot be read as a video", of: folder("pipe.mp4"))
  }

  @Test func playlistsAreNotFollowed() throws {
    let list = """
      #EXTM3U
      #EXT-X-VERSION:3
      #EXT-X-TARGETDURATION:3
      #EXTINF:3,
      \(footage("h264.mp4"))
      #EXT-X-ENDLIST

      """
    let concat = "ffconcat version 1.0\nfile '\(footage("h264.mp4"))'\n"
    for (name, text) in [("list.m3u8", list), ("list.mp4", list), ("list.ffconcat", concat)] {
      let path = try folder.write(text.utf8, as: name)
      #expect(throws: MediaError.self) { try Footage(path: path) }
    }
    // A name that libav would take for a pattern of many.
    try Data(bytes(of: footage("bars.tif"))).write(to: URL(fileURLWithPath: folder("bars%03d.tif")))
    #expect(throws: MediaError.self) { try Footage(path: folder("bars%03d.tif")) }
  }

  @Test func tooSmall() throws {
    let dot = Picture(width: 1, height: 1, pixels: [1, 2, 3])
    try dot.write(to: folder("dot.png"))
    expect("is 1x1 pixels: footage must be at least 16x16", of: folder("dot.png"))
    expect("is 8x16 pixels: footage must be at least 16x16", of: fixture("sideways.jpg"))
  }

  @Test func cutOffWithoutAnIndex() throws {
    let whole = try bytes(of: footage("h264.mp4"))
    let cut = try folder.write(whole.prefix(whole.count / 2), as: "cut.mp4")
    expect("is cut off or damaged: it begins like an MP4 file, but its index is missing", of: cut)
  }

  @Test func cutOffButPlaysWhatIsThere() throws {
    for name in ["vp9.webm", "open-gop.mkv", "open-gop.ts"] {
      let whole = try bytes(of: footage(name))
      let cut = try folder.write(whole.prefix(whole.count * 3 / 5), as: "cut-" + name)
      let footage = try Footage(path: cut)
      #expect(footage.duration > 0.5 && footage.duration < 2.9)
      #expect(footage.warnings.count == 1)
      #expect(footage.warnings.first?.hasPrefix(cut + ": is cut off: ") == true, "\(footage.warnings)")
      #expect(try footage.makeReader().picture(at: 0.5).frameNumber == 5)
    }
  }

  @Test func withoutAFrame() throws {
    let whole = try bytes(of: footage("vp9.webm"))
    let cluster: [UInt8] = [0x1F, 0x43, 0xB6, 0x75]
    let start = try #require(whole.indices.first { whole[$0...].starts(with: cluster) })
    expect(
      "is not a video file that can be read (End of file)",
      of: try folder.write(whole.prefix(start), as: "header.webm"))
  }

  /// Noise over a part of the file, away from its index.
  private func damage(_ name: String, _ part: ClosedRange<Double>) throws -> String {
    var bytes = try bytes(of: footage(name))
    var state: UInt32 = 1
    for index in Int(part.lowerBound * Double(bytes.count))..<Int(part.upperBound * Double(bytes.count)) {
      state = state &* 1_664_525 &+ 1_013_904_223
      bytes[index] = UInt8(state >> 24)
    }
    return try folder.write(bytes, as: "damaged-" + name)
  }

  @Test(arguments: ["h264.mp4", "open-gop.ts", "vp9.webm", "old.avi", "prores.mov"])
  func damagedInTheMiddleGoesOn(name: String) throws {
    let path = try damage(name, 0.45...0.55)
    let footage = try Footage(path: path)
    let onward = try footage.makeReader()
    #expect(try onward.picture(at: 0).frameNumber == 0)
    let times = stride(from: 0, to: footage.duration, by: 0.1).map { $0 }
    let expected = try times.map { try onward.picture(at: $0) }
    let backward = try footage.makeReader()
    for index in times.indices.reversed() {
      #expect(try backward.picture(at: times[index]) == expected[index], "\(index)")
    }
  }

  @Test(arguments: ["prores.mov", "vp9.webm"]) func tooDamagedIsAnError(name: String) throws {
    let path = try damage(name, 0.05...0.8)
    let error = #expect(throws: MediaError.self) {
      let footage = try Footage(path: path)
      let reader = try footage.makeReader()
      for time in stride(from: 0, through: footage.duration, by: 0.1) { _ = try reader.picture(at: time) }
    }
    #expect(error?.path == path)
  }

  @Test func noCrashWhateverIsDamaged() throws {
    for clip in FootageTests.clips {
      for part in [0.0...0.02, 0.1...0.2, 0.3...0.9, 0.8...1] {
        let path = try damage(clip.name, part)
        guard let footage = try? Footage(path: path), let reader = try? footage.makeReader() else { continue }
        for time in [0, footage.duration / 2, footage.duration] { _ = try? reader.picture(at: time) }
      }
    }
  }
}
