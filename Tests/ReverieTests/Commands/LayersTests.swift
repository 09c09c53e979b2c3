import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct LayersCommandTests {
  private let song: SongFolder

  init() throws { song = try SongFolder() }

  @Test func layersAreListed() throws {
    let layers = try song.reverie(["layers"])
    #expect(layers.status == 0 && layers.output.contains("block11.expand"))
  }

  @Test func layersMakesAGallery() throws {
    let run = try song.reverie([
      "layers", "--gallery", "dreams", "--channels", "block1:4-6", "--size", "48x32", "--iterations", "1",
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output == "dreams/index.html\n")
    #expect(run.errors.contains("3/3 channels"))
    #expect(
      try String(contentsOfFile: song.folder("dreams/index.html"), encoding: .utf8).contains("block1:5"))
  }

  @Test func interruptingAGalleryLeavesNothing() throws {
    let run = try song.reverie.start(["layers", "--gallery", "dreams"])
    while run.process.isRunning, try song.folder.names == ["song.wav"] { Thread.sleep(forTimeInterval: 0.05) }
    run.process.interrupt()
    let outcome = try run.outcome()
    #expect(outcome.status == 130, "\(outcome.errors)")
    #expect(try song.folder.names == ["song.wav"])
  }

  @Test(arguments: [
    (["layers", "--network", "nowhere"], ["nowhere", "lite0", "make networks"]),
    (["layers", "--network", "none.onnx"], ["none.onnx"]),
    (["layers", "--network", "./text.mp3"], ["text.mp3", "ONNX"]),
    (["layers", "--input-range", "-1,1"], ["lite0"]),
    (["layers", "--gallery", "."], [".", "no gallery's"]),
    (["layers", "--gallery", "text.mp3"], ["text.mp3", "folder"]),
    (["layers", "--gallery", "none/dreams"], ["none/dreams"]),
    (["layers", "--gallery", "dreams", "--channels", "blok5"], ["blok5", "block5"]),
    (["layers", "--gallery", "dreams", "--channels", "block5:80"], ["block5", "80"]),
    (["layers", "--gallery", "dreams", "--photo", "none.png"], ["none.png"]),
  ])
  func badInputIsOneClearLine(arguments: [String], words: [String]) throws {
    try song.expectOneClearLine(of: arguments, with: words)
  }

  @Test(arguments: [
    ["layers", "--input-std", "0"], ["layers", "--input-mean", "1,2"], ["layers", "--input-colours", "grey"],
    ["layers", "--channels", "block5"], ["layers", "--gallery", "dreams", "--count", "3"],
    ["layers", "--gallery", "dreams", "--jobs", "0"], ["layers", "--gallery", ""],
  ])
  func aMalformedCommandLineIsRefused(arguments: [String]) throws { try song.expectRefusal(of: arguments) }
}
