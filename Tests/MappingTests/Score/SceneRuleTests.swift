import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct SceneRuleTests {
  private let rate = FrameRate(24)

  private func scenes(
    _ downbeats: [Double], _ duration: Double, sections: [Double] = [], rule: SceneRule = SceneRule()
  ) -> [Range<Int>] {
    rule.ranges(
      downbeats: downbeats, sections: sections, frameCount: rate.frameCount(covering: duration), at: rate)
  }

  private func cuts(_ scenes: [Range<Int>]) -> [Double] {
    scenes.map { (Double($0.lowerBound) / 24 * 100).rounded() / 100 }
  }

  @Test func eightBarsAt120AreSixteenSeconds() {
    let scenes = scenes(stride(from: 0, to: 64, by: 2).map { $0 }, 64)
    #expect(scenes == [0..<384, 384..<768, 768..<1152, 1152..<1536])
  }

  @Test func aCutIsInTheFrameThatShowsTheDownbeat() {
    let downbeats = (0..<16).map { 0.51 + 1.9 * Double($0) }
    let scenes = scenes(downbeats, 31)
    #expect(scenes.count == 2)
    #expect(scenes[1].lowerBound == rate.frame(at: downbeats[8]))
    #expect(scenes[0].lowerBound == 0)
  }

  @Test func slowBarsAreCutInHalvesOnDownbeats() {
    let scenes = scenes(stride(from: 0, to: 64, by: 4).map { $0 }, 64)
    #expect(cuts(scenes) == [0, 16, 32, 48])
  }

  @Test func sectionsBeginScenesAndBarsAreCountedFromThere() {
    let bars = (0..<64).map { 2 * Double($0) }
    // Six bars, ten, four, and the rest: what is less than half a scene goes to the one before it.
    #expect(cuts(scenes(bars, 128, sections: [0, 12, 32, 40])) == [0, 12, 32, 40, 56, 72, 88, 104, 120])
    #expect(cuts(scenes(bars, 72, sections: [0, 24])) == [0, 16, 24, 40, 56])
  }

  @Test func aPartThatComesBackIsDreamedAsBefore() throws {
    // A has two scenes, B one, and A is back.
    let song = Analysis.fourFour(duration: 64).with(sections: [0, 24, 40])
    func seeds(_ scenes: String) throws -> [Int] {
      try Mapping(yaml: "scenes:\n  bars: 8\n\(scenes)", file: "x").play(over: song, at: rate).scenes.map(
        \.seed)
    }
    #expect(try seeds("  recall: yes") == [0, 1, 2, 0, 1])
    #expect(try seeds("") == [0, 1, 2, 3, 4])
  }

  @Test func sectionsCountForNothingWhereTheMappingWantsSo() throws {
    let yaml = "scenes:\n  sections: no\n  bars: 4"
    let song = Analysis.fourFour(duration: 40).with(sections: [0, 12])
    #expect(
      cuts(try Mapping(yaml: yaml, file: "x").play(over: song, at: rate).scenes.map(\.frames)) == [
        0, 8, 16, 24, 32,
      ])
    #expect(
      cuts(try Mapping(yaml: "extends: pulse", file: "x").play(over: song, at: rate).scenes.map(\.frames))
        == [0, 12, 28])
  }

  @Test func aShortSceneGivesUpNoSectionForBars() {
    // The second section begins 1.5 s after a cut by bars: that cut goes, not the section.
    let scenes = scenes(
      (0..<40).map { 2 * Double($0) }, 80, sections: [0, 9.5], rule: SceneRule(bars: 4, seconds: 24))
    #expect(cuts(scenes).contains(9.5))
    #expect(!cuts(scenes).contains(8))
  }

  @Test func withoutBeatsScenesAreEven() {
    #expect(cuts(scenes([], 60)) == [0, 20, 40])
    #expect(scenes([], 15).count == 1)
    #expect(scenes([], 0.01) == [0..<1])
  }

  @Test func shortRestsGoToANeighbour() {
    // A bar and a bit of pickup before the first downbeat, and a second after the last eight bars.
    let scenes = scenes(stride(from: 1.0, to: 34, by: 2).map { $0 }, 34)
    #expect(cuts(scenes) == [0, 17])
    #expect(scenes.last?.upperBound == 34 * 24)
  }

  @Test func coverEveryFrameOnceWhateverTheMusic() {
    let musics: [[Double]] = [
      [], [0], [0.1, 0.1, 0.1], [5, 100, 101], (0..<300).map { Double($0) * 0.05 }, [-3, 2, 1000],
      (0..<40).map { Double($0 * $0) * 0.1 },
    ]
    for downbeats in musics {
      for rule in [SceneRule(), SceneRule(bars: 1, seconds: 2, dissolve: 9), SceneRule(bars: 3, seconds: 7)] {
        let scenes = scenes(downbeats, 123.4, rule: rule)
        #expect(scenes.first?.lowerBound == 0)
        #expect(scenes.last?.upperBound == rate.frameCount(covering: 123.4))
        #expect(zip(scenes, scenes.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound })
        #expect(scenes.allSatisfy { Double($0.count) <= (rule.seconds + 4) * 24 })
        #expect(scenes.allSatisfy { $0.count >= 2 * 24 })
        #expect(dissolves(of: scenes, rule, at: rate).max()! <= scenes.map(\.count).min()! / 2)
      }
    }
  }

  @Test func anExpressionMaySayWhenDreamsBegin() throws {
    let song = Analysis.fourFour(duration: 40).with(signals: [:])
    func cuts(_ yaml: String) throws -> [Double] {
      self.cuts(try Mapping(yaml: yaml, file: "x").play(over: song, at: rate).scenes.map(\.frames))
    }
    #expect(try cuts("scene: every(4, bar)") == [0, 8, 16, 24, 32])
    #expect(try cuts("scene: 5 bars") == [0, 10, 20, 30])
    #expect(try cuts("scene: 15s") == [0, 15, 30])
    #expect(try cuts("extends: pulse\nscene: 20s") == [0, 20])
    #expect(try cuts("scene: when(time > 7s)") == [0, 7.04])
    #expect(try cuts("scene: when(time > 7s)\nscenes:\n  seconds: 10").count == 5)
  }

  @Test func dissolveIsInFrames() {
    let rule = SceneRule()
    #expect(dissolves(of: [0..<384, 384..<768], rule, at: rate) == [10, 10])
    #expect(dissolves(of: [0..<960, 960..<1920], rule, at: FrameRate(60)) == [24, 24])
  }

  @Test func aDissolveIsAsLongAsWhereItsSceneBegins() throws {
    let yaml = "scenes:\n  bars: 4\n  dissolve: 2\ndissolve: cycle(downbeat, 4, [1, 0.25])"
    let mapping = try Mapping(yaml: yaml, file: "x")
    let score = mapping.play(over: .fourFour(duration: 40), at: FrameRate(24))
    #expect(score.scenes.map(\.frames.lowerBound) == [0, 192, 384, 576, 768])
    #expect(score.scenes.map(\.dissolve) == [24, 6, 24, 6, 24])
  }

  @Test func scenesSayHowLongADissolveIsWhereTheParameterIsSilent() throws {
    let mapping = try Mapping(yaml: "scenes:\n  bars: 4\n  dissolve: 2", file: "x")
    let score = mapping.play(over: .fourFour(duration: 16), at: FrameRate(24))
    #expect(score.scenes.map(\.dissolve) == [48, 48])
    #expect(score.frames.allSatisfy { $0[.dissolve] == 2 })
  }

  private func dissolves(of scenes: [Range<Int>], _ rule: SceneRule, at rate: FrameRate) -> [Int] {
    var frame = DreamParameters()
    frame[.dissolve] = rule.dissolve
    let frames = Array(repeating: frame, count: scenes.last!.upperBound)
    return rule.scenes(in: scenes, of: frames, sections: [], at: rate).map(\.dissolve)
  }
}
