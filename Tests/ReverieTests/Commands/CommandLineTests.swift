import Foundation
import Media
import TestSupport
import Testing

@Suite(.serialized) struct CommandLineTests {
  private let folder: TemporaryFolder
  private let reverie: Program
  private let beats = stride(from: 0.25, to: 6, by: 0.5).map { $0 }

  init() throws {
    folder = try TemporaryFolder()
    reverie = Program(folder: URL(fileURLWithPath: folder.path))
    try folder.write(wavBytes(clickTrack(at: beats, duration: 6)), as: "song.wav")
  }

  private let quick = ["--size", "64x48", "--fps", "8", "--draft"]

  @Test func renderWritesAClipBesideTheSong() throws {
    let run = try reverie(["render", "song.wav"] + quick)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "song.mp4\n")
    #expect(try folder.names == ["song.mp4", "song.wav"])
    let clip = try Footage(path: folder("song.mp4"))
    var count = 0
    while try clip.nextFrame() != nil { count += 1 }
    #expect(count == 48)
  }

  @Test func analyzePrintsTheBeats() throws {
    let run = try reverie(["analyze", "song.wav", "--format", "beats"])
    #expect(run.status == 0, "\(run.errors)")
    let times = run.output.split(separator: "\n").compactMap { Double($0.split(separator: "\t")[0]) }
    for beat in beats.dropFirst(2).dropLast(2) {
      #expect(times.contains { abs($0 - beat) < 0.02 }, "no beat near \(beat)")
    }
  }

  @Test(arguments: ["table", "json", "csv", "labels", "sonic"])
  func analyzePrintsEveryFormat(format: String) throws {
    let run = try reverie(["analyze", "song.wav", "--format", format])
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.count > 100)
  }

  @Test func analyzePlotsASong() throws {
    let plotted = try reverie(["analyze", "song.wav", "--plot", "plot.png"])
    #expect(plotted.status == 0 && plotted.output.contains("120.0 bpm"), "\(plotted.errors)")
    let plot = try Picture(contentsOf: folder("plot.png"))
    #expect(plot.width == 1600 && plot.height == 1000)
    #expect(try folder.names == ["plot.png", "song.wav"])
  }

  @Test(arguments: ["beats", "labels", "sonic"]) func correctedBeatsComeBackAsTheyWere(format: String) throws
  {
    try "0.25\t3\n1.0\t1\n1.8000\t2\n2.5\t3\n3.25\t1\n"
      .write(toFile: folder("taps"), atomically: true, encoding: .utf8)
    let written = try reverie([
      "analyze", "song.wav", "--beats", "taps", "--format", format, "-o", "again",
    ])
    #expect(written.status == 0 && written.output.isEmpty, "\(written.errors)")
    let again = try reverie(["analyze", "song.wav", "--beats", "again", "--format", "beats"])
    #expect(again.output == "0.2500\t3\n1.0000\t1\n1.8000\t2\n2.5000\t3\n3.2500\t1\n", "\(again.errors)")
  }

  @Test func curvesFollowCorrectedBeats() throws {
    try "0.25\n2.75\n5.25\n".write(toFile: folder("taps"), atomically: true, encoding: .utf8)
    let heard = try reverie(["curves", "song.wav", "--fps", "8"])
    let corrected = try reverie(["curves", "song.wav", "--fps", "8", "--beats", "taps"])
    #expect(corrected.status == 0, "\(corrected.errors)")
    #expect(corrected.output != heard.output)
  }

  @Test func aSongIsHeardOnce() throws {
    let remembering = Program(folder: reverie.folder, environment: ["XDG_CACHE_HOME": folder("cache")])
    let first = try remembering(["curves", "song.wav", "--no-cache"])
    #expect(try folder.names == ["song.wav"])
    for _ in 0..<2 {
      let again = try remembering(["curves", "song.wav"])
      #expect(again.output == first.output && again.errors == first.errors)
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder("cache/reverie")).count == 1)
  }

  @Test func clicksAreWrittenBesideTheAnalysis() throws {
    let run = try reverie(["analyze", "song.wav", "--clicks", "clicks.flac"])
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    #expect(try reverie(["analyze", "song.wav"]).output == run.output)
    let clicks = try Song(path: folder("clicks.flac"))
    #expect(clicks.sampleRate == 44100 && clicks.channels == 1)
    var count = 0
    while case let samples = try clicks.read(upTo: 44100), !samples.isEmpty { count += samples.count }
    #expect(count == 6 * 44100)
    #expect(try folder.names == ["clicks.flac", "song.wav"])
  }

  @Test func curvesAreTheSameOnStandardOutputAndInAFile() throws {
    let printed = try reverie(["curves", "song.wav", "--fps", "8"])
    #expect(printed.status == 0, "\(printed.errors)")
    #expect(printed.output.split(separator: "\r\n").count == 49, "a header and a row a frame")
    let written = try reverie(["curves", "song.wav", "--fps", "8", "-o", "curves.csv"])
    #expect(written.status == 0 && written.output.isEmpty)
    #expect(try String(contentsOfFile: folder("curves.csv"), encoding: .utf8) == printed.output)
  }

  @Test func stillDreamsAPicture() throws {
    let grey = Picture(width: 64, height: 48, pixels: (0..<3 * 64 * 48).map { UInt8(96 + $0 % 64) })
    try grey.write(to: folder("photo.png"))
    let run = try reverie([
      "still", "photo.png", "-o", "dream.png", "--layer", "block5=0.7", "--layer", "block2", "--iterations",
      "2",
    ])
    #expect(run.status == 0, "\(run.errors)")
    let dream = try Picture(contentsOf: folder("dream.png"))
    #expect(dream.width == 64 && dream.height == 48 && dream != grey)
  }

  @Test func stillDreamsOfChannelsClassesAndGuides() throws {
    let grey = Picture(width: 64, height: 48, pixels: (0..<3 * 64 * 48).map { UInt8(96 + $0 % 64) })
    try grey.write(to: folder("photo.png"))
    var dreams = [grey]
    for terms in [
      ["--layer", "block8:12,40=0.5"], ["--layer", "class:Jellyfish"], ["--guide", "photo.png"],
      ["--guide", "photo.png", "--layer", "guide:block5", "--layer", "block3=0.2", "--tile", "32"],
      ["--layer", "block5", "--smooth", "1", "--blur", "2-0.5", "--jitter", "3", "--no-bands", "--no-clip"],
    ] {
      let run = try reverie(["still", "photo.png", "-o", "dream.png", "--iterations", "1"] + terms)
      #expect(run.status == 0, "\(run.errors)")
      let dream = try Picture(contentsOf: folder("dream.png"))
      #expect(!dreams.contains(dream), "\(terms)")
      dreams.append(dream)
    }
  }

  @Test func mappingsNameChannelsAndClasses() throws {
    try "layers:\n  block8:12,40: bass\n  class:jellyfish: 1\n  class:golden retriever: 0.5\n"
      .write(toFile: folder("terms.yaml"), atomically: true, encoding: .utf8)
    try folder.write(wavBytes(Array(repeating: 0, count: 88200)), as: "silence.wav")
    let run = try reverie(["curves", "silence.wav", "--mapping", "terms.yaml"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.split(separator: "\r\n")[0].hasSuffix(
        ",\"block8:12,40\",class:jellyfish,class:golden retriever"))
  }

  @Test func layersAndMappingsAreListed() throws {
    let layers = try reverie(["layers"])
    #expect(layers.status == 0 && layers.output.contains("block11.expand"))
    let mappings = try reverie(["mappings"])
    #expect(mappings.status == 0 && mappings.output.split(separator: "\n").count >= 4)
    let text = try reverie(["mappings", "default"])
    #expect(text.status == 0 && text.output.contains("layers:"))
  }

  @Test func mappingsAreCheckedAndLookedUp() throws {
    try "layers:\n  block5: bass\nzoom: 1.01\n"
      .write(toFile: folder("mine.yaml"), atomically: true, encoding: .utf8)
    let fine = try reverie(["mappings", "mine.yaml"])
    #expect(fine.status == 0 && fine.output == "mine.yaml: fine; 1 layer, 1 parameter, 0 names under let\n")
    try "zoom: bas\nhue: 2s\n".write(toFile: folder("two.yaml"), atomically: true, encoding: .utf8)
    let wrong = try reverie(["mappings", "two.yaml"])
    #expect(wrong.status == 1 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("2 mistakes") && wrong.errors.contains("\ntwo.yaml:2:6: hue is an angle"))
    for (flag, word) in [
      ("--signals", "chordChange"), ("--functions", "slew(x, up, [down])"), ("--parameters", "octaveScale"),
    ] {
      let run = try reverie(["mappings", flag])
      #expect(run.status == 0 && run.output.contains(word), "\(run.output)")
    }
    #expect(try reverie(["mappings", "mine.yaml", "--signals"]).status == 64)
  }

  @Test func layersMakesAGallery() throws {
    let run = try reverie([
      "layers", "--gallery", "dreams", "--channels", "block1:4-6", "--size", "48x32", "--iterations", "1",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "dreams/index.html\n")
    #expect(run.errors.contains("3/3 channels"))
    #expect(try String(contentsOfFile: folder("dreams/index.html"), encoding: .utf8).contains("block1:5"))
  }

  @Test func interruptingAGalleryLeavesNothing() throws {
    let run = try reverie.start(["layers", "--gallery", "dreams"])
    while run.process.isRunning, try folder.names == ["song.wav"] { Thread.sleep(forTimeInterval: 0.05) }
    run.process.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(try folder.names == ["song.wav"])
  }

  @Test func aPrintedMappingRendersAsTheBuiltInOne() throws {
    try reverie(["mappings", "default"]).output
      .write(toFile: folder("mine.yaml"), atomically: true, encoding: .utf8)
    let mine = try reverie(["curves", "song.wav", "--mapping", "mine.yaml"])
    #expect(try reverie(["curves", "song.wav"]).output == mine.output)
  }

  @Test func interruptingLeavesNothing() throws {
    let run = try reverie.start(["render", "song.wav", "--size", "512x288"])
    while run.process.isRunning, try folder.names == ["song.wav"] { Thread.sleep(forTimeInterval: 0.05) }
    run.process.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(try folder.names == ["song.wav"])
  }

  /// Each fails with exit code 1 and one line that holds every given word, below which a mapping's line may be shown;
  /// no file is left behind.
  @Test(arguments: [
    (["render", "none.wav"], ["none.wav"]),
    (["render", "."], ["."]),
    (["render", "empty.wav"], ["empty.wav", "empty"]),
    (["render", "sample.wav"], ["sample.wav", "short"]),
    (["analyze", "sample.wav"], ["sample.wav", "short"]),
    (["render", "text.mp3"], ["text.mp3"]),
    (["render", "song.wav", "--duration", "0"], ["song.wav", "0 s"]),
    (["render", "song.wav", "--start", "1:00"], ["song.wav", "1:00"]),
    (["render", "song.wav", "-o", "none/clip.mp4"], ["none"]),
    (["render", "song.wav", "-o", "clip.xyz"], ["clip.xyz"]),
    (["render", "song.wav", "--mapping", "nowhere"], ["nowhere", "pulse"]),
    (["render", "song.wav", "--mapping", "wrong.yaml"], ["wrong.yaml:2:11", "bas"]),
    (["render", "song.wav", "--mapping", "layer.yaml"], ["layer.yaml:2:3", "blok5", "block5"]),
    (["curves", "song.wav", "--mapping", "layer.yaml"], ["layer.yaml:2:3", "blok5", "block5"]),
    (["curves", "song.wav", "-o", "none/curves.csv"], ["none"]),
    (["analyze", "none.wav"], ["none.wav"]),
    (["analyze", "text.mp3"], ["text.mp3"]),
    (["analyze", "song.wav", "-o", "none/beats"], ["none/beats", "folder"]),
    (["analyze", "song.wav", "--plot", "none/plot.png"], ["none/plot.png", "folder"]),
    (["analyze", "song.wav", "--plot", "plot.bmp"], ["plot.bmp", ".png"]),
    (["analyze", "song.wav", "--beats", "none.txt"], ["none.txt"]),
    (["analyze", "song.wav", "--beats", "song.wav"], ["song.wav", "text"]),
    (["analyze", "song.wav", "--beats", "empty.wav"], ["empty.wav", "empty"]),
    (["curves", "song.wav", "--beats", "text.mp3"], ["text.mp3", "line 1", "'Not'"]),
    (["render", "song.wav", "--beats", "late.beats"], ["late.beats", "line 2", "6.5 s", "6.00 s"]),
    (["analyze", "song.wav", "--clicks", "none/clicks.flac"], ["none/clicks.flac"]),
    (["analyze", "song.wav", "--clicks", "clicks.mp3"], ["clicks.mp3", ".flac, .wav or .ogg"]),
    (["still", "none.png", "-o", "dream.png"], ["none.png"]),
    (["still", "text.mp3", "-o", "dream.png"], ["text.mp3"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "blok5"], ["blok5", "block5"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "blok5:3=0.5"], ["'blok5'", "block5"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "block8:112"], ["'112'", "0 to 111"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:jelyfish"], ["jelyfish", "'jellyfish'"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:retriever"], ["golden retriever"]),
    (["still", "text.mp3", "-o", "dream.png", "--layer", "class:crane"], ["134", "517"]),
    (["still", "sample.wav", "-o", "dream.png", "--guide", "none.png"], ["sample.wav"]),
    (["render", "song.wav", "--guide", "none.png"], ["none.png"]),
    (["mappings", "nowhere"], ["nowhere"]),
    (["layers", "--network", "nowhere"], ["nowhere", "lite0", "make networks"]),
    (["layers", "--network", "none.onnx"], ["none.onnx"]),
    (["layers", "--network", "./text.mp3"], ["text.mp3", "ONNX"]),
    (["layers", "--input-range", "-1,1"], ["lite0"]),
    (["render", "song.wav", "--network", "nowhere"], ["nowhere"]),
    (["still", "text.mp3", "-o", "dream.png", "--network", "nowhere"], ["nowhere"]),
    (["layers", "--gallery", "."], [".", "no gallery's"]),
    (["layers", "--gallery", "text.mp3"], ["text.mp3", "folder"]),
    (["layers", "--gallery", "none/dreams"], ["none/dreams"]),
    (["layers", "--gallery", "dreams", "--channels", "blok5"], ["blok5", "block5"]),
    (["layers", "--gallery", "dreams", "--channels", "block5:80"], ["block5", "80"]),
    (["layers", "--gallery", "dreams", "--photo", "none.png"], ["none.png"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try folder.write([], as: "empty.wav")
    try folder.write(wavBytes([0.5]), as: "sample.wav")
    for (name, text) in [
      ("text.mp3", "Not a song at all.\n"), ("wrong.yaml", "layers:\n  block5: bas + 1\n"),
      ("layer.yaml", "layers:\n  blok5: 1\n"), ("late.beats", "0.5\t1\n6.5\t2\n"),
    ] {
      try text.write(toFile: folder(name), atomically: true, encoding: .utf8)
    }
    let before = try folder.names
    let run = try reverie(arguments)
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    let lines = run.errors.split(separator: "\n").filter { !$0.hasPrefix("  ") }
    #expect(lines.count == 1, "\(run.errors)")
    for word in words { #expect(run.errors.contains(word), "\(run.errors)") }
    #expect(try folder.names == before)
  }

  @Test(arguments: [
    ["render"], ["render", "song.wav", "--size", "63x48"], ["render", "song.wav", "--fps", "0"],
    ["render", "song.wav", "--jobs", "0"], ["render", "song.wav", "-o", "song.wav"],
    ["render", "song.wav", "-o", "./song.wav"], ["render", "song.wav", "--start", "-1"],
    ["render", "song.wav", "--colour", "blue"], ["curves", "song.wav", "-o", "song.wav"],
    ["still", "song.wav"],
    ["still", "song.wav", "-o", "dream.png", "--layer", "block5=much"],
    ["still", "song.wav", "-o", "dream.png", "--blur", "2-x"],
    ["still", "song.wav", "-o", "dream.png", "--threads", "0"], ["render", "song.wav", "--smooth", "5"],
    ["still", "song.wav", "-o", "dream.png", "--guide", "dream.png"],
    ["analyze", "song.wav", "--format", "xml"], ["analyze", "song.wav", "--plot", "./song.wav"],
    ["analyze", "song.wav", "--clicks", "./song.wav"],
    ["analyze", "song.wav", "--beats", "taps", "--clicks", "taps"],
    ["analyze", "song.wav", "--plot", "a.png", "--clicks", "a.png"],
    ["analyze", "song.wav", "-o", "song.wav"], ["analyze", "song.wav", "--plot", "a.png", "-o", "./a.png"],
    ["curves", "song.wav", "--beats", "taps", "-o", "taps"], ["dance"], ["layers", "--input-std", "0"],
    ["layers", "--input-mean", "1,2"], ["layers", "--input-colours", "grey"],
    ["layers", "--channels", "block5"], ["layers", "--gallery", "dreams", "--count", "3"],
    ["layers", "--gallery", "dreams", "--jobs", "0"], ["layers", "--gallery", ""],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws {
    let run = try reverie(arguments)
    #expect(run.status == 64, "\(run.errors)")
    #expect(try folder.names == ["song.wav"])
  }

  @Test func silenceRenders() throws {
    try folder.write(wavBytes(Array(repeating: 0, count: 88200)), as: "silence.wav")
    let silence = try reverie(["render", "silence.wav"] + quick)
    #expect(silence.status == 0, "\(silence.errors)")
  }
}
