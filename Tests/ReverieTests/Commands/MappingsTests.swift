import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct MappingsCommandTests {
  private let song: SongFolder

  init() throws { song = try SongFolder() }

  @Test func mappingsAreListed() throws {
    let mappings = try song.reverie(["mappings"])
    #expect(mappings.status == 0 && mappings.output.split(separator: "\n").count >= 4)
    let text = try song.reverie(["mappings", "default"])
    #expect(text.status == 0 && text.output.contains("layers:"))
  }

  @Test func mappingsAreCheckedAndLookedUp() throws {
    try "layers:\n  block5: bass\nzoom: 1.01\n"
      .write(toFile: song.folder("mine.yaml"), atomically: true, encoding: .utf8)
    let fine = try song.reverie(["mappings", "mine.yaml"])
    #expect(fine.status == 0 && fine.output == "mine.yaml: fine; 1 layer, 1 parameter, 0 names under let\n")
    try "zoom: bas\nhue: 2s\n".write(toFile: song.folder("two.yaml"), atomically: true, encoding: .utf8)
    let wrong = try song.reverie(["mappings", "two.yaml"])
    #expect(wrong.status == 1 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("2 mistakes") && wrong.errors.contains("\ntwo.yaml:2:6: hue is an angle"))
    for (flag, word) in [
      ("--signals", "chordChange"), ("--functions", "slew(x, up, [down])"), ("--parameters", "octaveScale"),
    ] {
      let run = try song.reverie(["mappings", flag])
      #expect(run.status == 0 && run.output.contains(word), "\(run.output)")
    }
    #expect(try song.reverie(["mappings", "mine.yaml", "--signals"]).status == 64)
  }

  @Test func aPrintedMappingRendersAsTheBuiltInOne() throws {
    try song.reverie(["mappings", "default"]).output
      .write(toFile: song.folder("mine.yaml"), atomically: true, encoding: .utf8)
    let mine = try song.reverie(["curves", "song.wav", "--mapping", "mine.yaml"])
    #expect(try song.reverie(["curves", "song.wav"]).output == mine.output)
  }

  @Test func anUnknownMappingIsOneClearLine() throws {
    try song.expectOneClearLine(of: ["mappings", "nowhere"], with: ["nowhere"])
  }
}
