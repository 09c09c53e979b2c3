import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct FlashingTests {
  private func flashing(_ yaml: String, bpm: Double = 120, at rate: FrameRate = FrameRate(24)) throws
    -> Flashing?
  {
    let mapping = try Mapping(yaml: yaml, file: "x")
    return mapping.play(over: .fourFour(duration: 20, bpm: bpm), at: rate).flashing
  }

  @Test(arguments: [FrameRate(24), FrameRate(30), FrameRate(60)])
  func aStrobeIsFound(rate: FrameRate) throws {
    let strobe = try flashing("brightness: if(mod(time * 5 + 0.01, 1) < 0.5, 1, 0.3)", at: rate)
    #expect(strobe?.perSecond == 5)
    #expect((strobe?.start ?? 9) < 0.3)
  }

  @Test func contrastFlashesToo() throws {
    #expect(try flashing("contrast: if(mod(time * 5 + 0.01, 1) < 0.5, 1, 3)")?.perSecond == 5)
  }

  @Test func itIsFoundWhereItBegins() throws {
    let strobe = try flashing("brightness: if(time > 8 and mod(time * 5 + 0.01, 1) < 0.5, 0.3, 1)")
    #expect(strobe.map { (7.9...8.2).contains($0.start) } == true)
  }

  @Test(arguments: [
    "zoom: 1.01", "brightness: 1 + 0.5 * decay(beat, 0.1)",
    "brightness: if(mod(time * 3 + 0.01, 1) < 0.5, 1, 0.2)",
    "brightness: 0.98 + 0.04 * (mod(time * 8 + 0.01, 1) < 0.5)", "brightness: 0.5 + lfo(2)",
    "intensity: 4 * (mod(time * 8 + 0.01, 1) < 0.5)", "hue: 360 * random(onset)",
    "brightness: 4 - 0.2 * (mod(time * 8 + 0.01, 1) < 0.5)",
  ])
  func whatFlashesSeldomOrWeaklyIsNot(yaml: String) throws {
    #expect(try flashing(yaml) == nil)
  }

  @Test func fastBeatsMakeFlashesOfPulses() throws {
    #expect(try flashing("brightness: 0.8 + 0.5 * decay(beat, 0.05)", bpm: 240)?.perSecond == 4)
    #expect(try flashing("brightness: 0.8 + 0.5 * decay(beat, 0.05)", bpm: 180) == nil)
  }

  @Test(arguments: Mapping.builtInNames) func theBuiltInMappingsDoNotFlash(name: String) throws {
    for bpm in [90.0, 124, 174] {
      let score = try Mapping.load(name).play(over: .fourFour(duration: 40, bpm: bpm), at: FrameRate(24))
      #expect(score.flashing == nil)
    }
  }
}
