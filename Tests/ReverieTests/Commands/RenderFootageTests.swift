import Foundation
import Media
import TestSupport
import Testing

/// `render --footage`, as users call it.
@Suite(.serialized) struct RenderFootageTests {
  private let song: SongFolder
  private let quick = ["--draft", "--jobs", "2"]

  init() throws {
    song = try SongFolder(duration: 2)
    for (name, source) in [
      ("video.mp4", "footage/h264.mp4"), ("one.mp4", "footage/one-frame.mp4"),
      ("cover.m4a", "footage/cover.m4a"),
      ("silent.mp4", "silent.mp4"),
    ] {
      try FileManager.default.copyItem(
        atPath: repositoryRoot.path + "/Tests/MediaTests/Fixtures/" + source, toPath: song.folder(name))
    }
    // A mapping that only shows the footage.
    try song.write("intensity: 0\nsteadying: 0\n", as: "plain.yaml")
    try song.write("layers:\n  block3: 1\nstrength: 40\niterations: 1\n", as: "weave.yaml")
  }

  @discardableResult
  private func render(_ arguments: [String]) throws -> Program.Outcome {
    let run = try song.reverie(["render"] + arguments + quick)
    #expect(run.status == 0, "\(run.errors)")
    return run
  }

  private func lastFrame(of clip: String) throws -> Picture { try #require(try song.frames(of: clip).last) }

  /// Mean |a - b|.
  private func difference(_ a: Picture, _ b: Picture) -> Double {
    Double(zip(a.pixels, b.pixels).reduce(0) { $0 + abs(Int($1.0) - Int($1.1)) }) / Double(a.pixels.count)
  }

  @Test func aClipHasTheSizeRateAndPicturesOfItsFootage() throws {
    let footage = try Footage(path: song.folder("video.mp4"))
    try render(["song.wav", "--footage", "video.mp4", "--mapping", "plain.yaml", "-o", "plain.mp4"])
    let clip = try VideoFrames(path: song.folder("plain.mp4"))
    #expect(clip.width == footage.size.width && clip.height == footage.size.height)
    #expect(clip.frameRate == footage.frameRate)
    let reader = try footage.makeReader(size: footage.size, fit: .crop)
    for (index, frame) in try song.frames(of: "plain.mp4").prefix(8).enumerated() {
      let seen = try reader.picture(at: clip.frameRate.time(ofFrame: index))
      #expect(difference(frame, seen) < 6, "frame \(index)")
    }
  }

  @Test func theDreamLiesOverTheFootageWhateverTheJobs() throws {
    try render(["song.wav", "--footage", "video.mp4", "--mapping", "plain.yaml", "-o", "plain.mp4"])
    try render(["song.wav", "--footage", "video.mp4", "--mapping", "weave.yaml", "-o", "weave.mp4"])
    let (plain, dreamed) = (try song.frames(of: "plain.mp4"), try song.frames(of: "weave.mp4"))
    #expect(plain.count == dreamed.count)
    for index in [0, plain.count / 2, plain.count - 1] {
      let change = difference(plain[index], dreamed[index])
      #expect((3...60).contains(change), "dreamed, and yet the footage: \(change)")
    }
    let single = try song.reverie(
      [
        "render", "song.wav", "--footage", "video.mp4", "--mapping", "weave.yaml", "-o", "one.mp4", "--draft",
        "--jobs", "1",
      ])
    #expect(single.status == 0)
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: song.folder("weave.mp4")))
        == Data(contentsOf: URL(fileURLWithPath: song.folder("one.mp4"))))
  }

  @Test func aMaskSaysWhereTheDreamIs() throws {
    var pixels: [UInt8] = []
    for _ in 0..<48 { for x in 0..<64 { pixels += Array(repeating: x < 32 ? 0 : 255, count: 3) } }
    try Picture(width: 64, height: 48, pixels: pixels).write(to: song.folder("right.png"))
    let over = ["song.wav", "--footage", "video.mp4", "--fit", "stretch", "--duration", "0.5"]
    try render(over + ["--mapping", "plain.yaml", "-o", "plain.mp4"])
    try render(over + ["--mapping", "weave.yaml", "--mask", "right.png", "-o", "right.mp4"])
    try render(over + ["--mapping", "weave.yaml", "--mask", "right.png", "--mask-invert", "-o", "left.mp4"])
    let (plain, right, left) = (
      try lastFrame(of: "plain.mp4"), try lastFrame(of: "right.mp4"),
      try lastFrame(of: "left.mp4")
    )
    for (masked, shown, hidden) in [
      (right, plain.width * 2 / 3..<plain.width, 0..<plain.width / 3),
      (left, 0..<plain.width / 3, plain.width * 2 / 3..<plain.width),
    ] {
      let (dreamed, kept) = (
        change(from: plain, to: masked, columns: shown), change(from: plain, to: masked, columns: hidden)
      )
      #expect(dreamed > 2 * kept, "\(dreamed), and \(kept) by the encoder")
    }
  }

  private func change(from a: Picture, to b: Picture, columns: Range<Int>) -> Double {
    var (sum, count) = (0, 0)
    for y in 0..<a.height {
      for index in 3 * (y * a.width + columns.lowerBound)..<3 * (y * a.width + columns.upperBound) {
        sum += abs(Int(a.pixels[index]) - Int(b.pixels[index]))
        count += 1
      }
    }
    return Double(sum) / Double(count)
  }

  @Test func keptColoursAreTheFootages() throws {
    let over = ["song.wav", "--footage", "video.mp4", "--duration", "0.5", "--mapping"]
    try render(over + ["plain.yaml", "-o", "plain.mp4"])
    try render(over + ["weave.yaml", "-o", "weave.mp4"])
    try render(over + ["weave.yaml", "--keep-colours", "-o", "kept.mp4"])
    let frames = try ["plain.mp4", "weave.mp4", "kept.mp4"].map { try lastFrame(of: $0) }
    func tintChange(_ picture: Picture) -> Double {
      var sum = 0
      for index in stride(from: 0, to: picture.pixels.count, by: 3) {
        func tint(_ picture: Picture) -> Int { Int(picture.pixels[index]) - Int(picture.pixels[index + 2]) }
        sum += abs(tint(picture) - tint(frames[0]))
      }
      return Double(sum) / Double(picture.pixels.count / 3)
    }
    #expect(tintChange(frames[2]) < 0.75 * tintChange(frames[1]), "but for the encoder")
    #expect(difference(frames[0], frames[2]) > 3, "and yet it is dreamed")
  }

  @Test func aStillIsFlownInto() throws {
    try render(["song.wav", "--footage", "one.mp4", "--duration", "1", "-o", "flight.mp4"])
    let frames = try song.frames(of: "flight.mp4")
    let photo = try Footage(path: song.folder("one.mp4"))
    let seen = try photo.makeReader(
      size: PictureSize(width: frames[0].width, height: frames[0].height), fit: .crop
    )
    .picture(at: 0)
    #expect(difference(frames[0], seen) < difference(frames[frames.count - 1], seen))
  }

  @Test func withoutASongTheFootageIsHeard() throws {
    try FileManager.default.copyItem(
      atPath: repositoryRoot.path + "/Footage/big-buck-bunny.mp4", toPath: song.folder("film.mp4"))
    let run = try render(
      [
        "--footage", "film.mp4", "--mapping", "plain.yaml", "--duration", "0.4", "--size", "64x36",
        "--no-cache",
      ])
    #expect(run.output == "film.dream.mp4\n")
    #expect(try song.frames(of: "film.dream.mp4").count == 10)
    let curves = try song.reverie(["curves", "--footage", "film.mp4", "--no-cache"])
    #expect(curves.status == 0, "\(curves.errors)")
    #expect(curves.output.split(separator: "\r\n")[2].hasPrefix("1,0.04,"), "25 frames a second, as the film")
  }

  @Test(arguments: [
    (["render", "song.wav", "--footage", "none.mp4"], ["none.mp4", "does not exist"]),
    (["render", "song.wav", "--footage", "song.wav"], ["song.wav", "no pictures"]),
    (["render", "song.wav", "--footage", "cover.m4a"], ["cover.m4a", "no pictures"]),
    (["render", "song.wav", "--footage", "empty.wav"], ["empty.wav", "empty"]),
    (["render", "song.wav", "--footage", "text.mp3"], ["text.mp3"]),
    (["render", "--footage", "silent.mp4"], ["silent.mp4", "no sound"]),
    (["render", "song.wav", "--footage", "video.mp4", "--mask", "none.png"], ["none.png"]),
    (["render", "song.wav", "--footage", "video.mp4", "--guide", "none.png"], ["none.png"]),
  ])
  func badFootageIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    [], ["song.wav", "--cuts", "bar"], ["song.wav", "--keep-colours"],
    ["song.wav", "--footage", "video.mp4", "--cuts", "sometimes"],
    ["song.wav", "--footage", "video.mp4", "--footage-speed", "0"],
    ["song.wav", "--footage", "video.mp4", "--fit", "squeeze"],
    ["song.wav", "--footage", "video.mp4", "--footage-end", "explode"],
    ["song.wav", "--footage", "video.mp4", "--mask-invert"],
    ["song.wav", "--footage", "video.mp4", "--mask", "luma", "--mask-colour", "#00ff00"],
    ["song.wav", "--footage", "video.mp4", "--mask-colour", "green"],
    ["song.wav", "--footage", "video.mp4", "--mask-tolerance", "0.5"],
    ["song.wav", "--footage", "video.mp4", "-o", "video.mp4"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws {
    try song.expectRefusal(of: ["render"] + arguments)
  }
}
