import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct EncodeCommandTests {
  private let song: SongFolder
  private let quick = ["--mapping", "plain.yaml", "--size", "64x48", "--fps", "12"]

  init() throws {
    song = try SongFolder(duration: 3)
    // Dreams of nothing, and finishes it in every way.
    try song.write(
      """
      layers:
        block2: 0
      iterations: 0
      intensity: 0
      octaves: 1
      scenes:
        seconds: 2
        dissolve: 0.3
      zoom: 1.02
      mirror: 3
      sharpen: 0.4
      contrast: 0.8 + 0.3 * decay(beat, 0.1)
      """, as: "plain.yaml")
  }

  private func succeed(_ arguments: [String], printing output: String, errors: String? = nil) throws {
    let run = try song.reverie(arguments)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == output)
    if let errors { #expect(run.errors.contains(errors), "\(run.errors)") }
  }

  private func bytes(of name: String) throws -> Data {
    try Data(contentsOf: URL(fileURLWithPath: song.folder(name)))
  }

  private func names(in name: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: song.folder(name)).sorted()
  }

  /// A folder of `count` frames of one colour, numbered as an editor would.
  private func makeFrames(_ name: String, count: Int, width: Int = 64, height: Int = 48) throws {
    try FileManager.default.createDirectory(atPath: song.folder(name), withIntermediateDirectories: true)
    let picture = Picture(
      width: width, height: height, pixels: [UInt8](repeating: 99, count: 3 * width * height))
    for number in 1...count { try picture.write(to: song.folder("\(name)/export_\(number).png")) }
  }

  @Test(arguments: [[], ["--start", "0.77", "--duration", "1.3"], ["--overlay"]])
  func framesAndTrackGiveTheClipThatRenderWrites(excerpt: [String]) throws {
    let render = ["render", "song.wav"] + quick + excerpt
    try succeed(render + ["-o", "clip.mp4"], printing: "clip.mp4\n")
    try succeed(render + ["--frames", "frames"], printing: "frames\n")
    try succeed(["encode", "frames", "song.wav"], printing: "frames.mp4\n")
    #expect(try bytes(of: "frames.mp4") == bytes(of: "clip.mp4"))
    #expect(try song.folder.names == ["clip.mp4", "frames", "frames.mp4", "plain.yaml", "song.wav"])
    try succeed(render + ["--frames", "frames", "-o", "both.mp4"], printing: "both.mp4\nframes\n")
    #expect(try bytes(of: "both.mp4") == bytes(of: "clip.mp4"))
  }

  @Test func sixteenBitsAreEightMoreFinely() throws {
    let render = ["render", "song.wav", "--duration", "1", "--overlay"] + quick
    try succeed(render + ["--frames", "eight", "--bits", "8"], printing: "eight\n")
    try succeed(
      render + ["--frames", "sixteen", "--bits", "16", "-o", "clip.mkv"], printing: "clip.mkv\nsixteen\n")
    let (eight, sixteen) = (
      try FrameFolder(path: song.folder("eight")), try FrameFolder(path: song.folder("sixteen"))
    )
    #expect(eight.names.count == 12 && sixteen.names == eight.names)
    var levels: Set<UInt16> = []
    for place in eight.names.indices {
      guard case .sixteen(let deep) = try sixteen.frame(at: place) else {
        Issue.record("16 bits were asked for")
        return
      }
      levels.formUnion(deep.pixels)
      #expect(try Frame.eight(deep.rounded()) == eight.frame(at: place))
    }
    #expect(levels.count > 256)
    try succeed(["encode", "sixteen", "song.wav", "-o", "again.mkv"], printing: "again.mkv\n")
    #expect(try bytes(of: "again.mkv") == bytes(of: "clip.mkv"))
  }

  @Test func aShorterRenderLeavesNoFramesOfALongerOne() throws {
    for duration in ["2", "1"] {
      try succeed(
        ["render", "song.wav", "--frames", "frames", "--duration", duration] + quick, printing: "frames\n")
    }
    #expect(try names(in: "frames").count == 13)
  }

  @Test func compareWritesFramesToo() throws {
    try succeed(
      ["compare", "song.wav", "plain.yaml", "plain.yaml", "--frames", "frames", "--bits", "16"] + [
        "--size", "64x48", "--fps", "8", "--duration", "0.5",
      ], printing: "frames\n")
    let frames = try FrameFolder(path: song.folder("frames"))
    #expect(frames.names.count == 4)
    #expect(try frames.frame(at: 0).size == PictureSize(width: 128, height: 48))
  }

  @Test func framesOfAnEditorNeedTheirRate() throws {
    try makeFrames("export", count: 11)
    try song.expectOneClearLine(
      of: ["encode", "export", "song.wav"], with: ["export", "frames.json", "--fps"])
    try succeed(
      ["encode", "export/", "song.wav", "--fps", "29.97", "--start", "1"], printing: "export.mp4\n")
    let clip = try VideoFrames(path: song.folder("export.mp4"))
    #expect(clip.frameRate == FrameRate(30000, per: 1001))
    #expect(try song.frames(of: "export.mp4").count == 11)
    let track = try Song(path: song.folder("export.mp4"))
    var samples: [Float] = []
    while case let chunk = try track.read(upTo: 4096), !chunk.isEmpty { samples += chunk }
    let length = Double(samples.count / track.channels) / Double(track.sampleRate)
    #expect(abs(length - 11 * 1.001 / 30) < 1.0 / 30)
    let click = try #require(samples.firstIndex { abs($0) > 0.2 }) / track.channels
    #expect(abs(Double(click) / Double(track.sampleRate) - 0.25) < 0.01, "that of 1.25 s")
  }

  @Test func aTrackMayEndEarly() throws {
    try makeFrames("export", count: 50)
    try succeed(["encode", "export", "song.wav", "--fps", "10"], printing: "export.mp4\n")
    #expect(try song.frames(of: "export.mp4").count == 50)
  }

  @Test func theFolderItsCommandRunsInHasAName() throws {
    try makeFrames("export", count: 2)
    let inside = Program(folder: URL(fileURLWithPath: song.folder("export")))
    let run = try inside(["encode", ".", "../song.wav", "--fps", "10"])
    #expect(run.status == 0 && run.output.hasSuffix("/export.mp4\n"), "\(run.errors)")
    #expect(try song.frames(of: "export.mp4").count == 2)
  }

  @Test func aGapIsWarnedOf() throws {
    try makeFrames("export", count: 5)
    try FileManager.default.removeItem(atPath: song.folder("export/export_3.png"))
    try succeed(
      ["encode", "export", "song.wav", "--fps", "10"], printing: "export.mp4\n",
      errors: "warning: export: its numbering leaves out 1 frame, first between export_2.png and export_4.png"
    )
  }

  @Test func framesThatNoClipCanHaveAreOneClearLine() throws {
    try makeFrames("odd", count: 1, width: 63, height: 48)
    try song.expectOneClearLine(
      of: ["encode", "odd", "song.wav", "--fps", "10"], with: ["odd", "63x48", "even", "64x48"])
  }

  @Test func aFrameThatDoesNotBelongThereIsNamed() throws {
    try makeFrames("mixed", count: 3)
    let before = try song.folder.names
    let other = Picture(width: 64, height: 50, pixels: [UInt8](repeating: 9, count: 9600))
    try other.write(to: song.folder("mixed/export_2.png"))
    let encode = ["encode", "mixed", "song.wav", "--fps", "10"]
    let run = try song.reverie(encode)
    #expect(run.status == 1 && run.output.isEmpty)
    #expect(run.errors.hasSuffix("error: mixed/export_2.png: is 64x50, but export_1.png is 64x48\n"))
    try song.write("no picture", as: "mixed/export_2.png")
    #expect(try song.reverie(encode).errors.hasSuffix("mixed/export_2.png: is not a PNG or JPEG picture\n"))
    #expect(try song.folder.names == before)
  }

  /// x264 must not read what it didn't write: that memory is filled with something else in each run.
  @Test(arguments: [(80, 64), (320, 192), (336, 256)])
  func whatWasInMemoryChangesNothing(width: Int, height: Int) throws {
    try succeed(
      ["render", "song.wav", "--frames", "frames", "--size", "\(width)x\(height)", "--fps", "24"] + [
        "--mapping", "plain.yaml",
      ], printing: "frames\n")
    var clips: Set<Data> = []
    for fill in ["255", "85", "170"] {
      var reverie = song.reverie
      reverie.environment["MALLOC_PERTURB_"] = fill
      let run = try reverie(["encode", "frames", "song.wav"])
      #expect(run.status == 0, "\(run.errors)")
      clips.insert(try bytes(of: "frames.mp4"))
    }
    #expect(clips.count == 1)
  }

  @Test func interruptingKeepsWholeFramesOnly() throws {
    let run = try song.reverie.start(
      [
        "render", "song.wav", "--mapping", "plain.yaml", "--size", "512x288", "--frames", "frames", "-o",
        "clip.mp4",
      ])
    while run.process.isRunning, (try? names(in: "frames").contains("frame-000002.png")) != true {
      Thread.sleep(forTimeInterval: 0.02)
    }
    run.process.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(outcome.errors.hasSuffix("stopped; finished frames stay in frames\n"))
    #expect(try song.folder.names == ["frames", "plain.yaml", "song.wav"])
    let frames = try FrameFolder(path: song.folder("frames"))
    #expect(try names(in: "frames").count == frames.names.count + 1, "and frames.json")
    for place in frames.names.indices {
      #expect(try frames.frame(at: place).size == PictureSize(width: 512, height: 288))
    }
    try succeed(
      ["encode", "frames", "song.wav"], printing: "frames.mp4\n", errors: "rendered were to be 72")
  }

  @Test(arguments: [
    (["encode", "none", "song.wav"], ["none", "does not exist"]),
    (["encode", "song.wav", "song.wav"], ["song.wav", "is a file"]),
    (["encode", ".", "song.wav", "-o", "clip.mp4"], ["no PNG or JPEG"]),
    (["render", "song.wav", "--frames", "song.wav"], ["song.wav", "is a file; name a folder"]),
    (["render", "song.wav", "--frames", "none/frames"], ["none/frames", "does not exist"]),
    (["render", "song.wav", "--frames", "."], ["holds", "name a new folder"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    ["encode", "frames"], ["encode", "frames", "song.wav", "--fps", "0"],
    ["encode", "frames", "song.wav", "-o", "song.wav"], ["render", "song.wav", "--bits", "16"],
    ["render", "song.wav", "--frames", "frames", "--bits", "10"], ["render", "song.wav", "--frames", ""],
    ["render", "song.wav", "--frames", "frames", "-o", "frames/clip.mp4"],
    ["render", "song.wav", "--frames", "frames", "-o", "song.wav"],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
