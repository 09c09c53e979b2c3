import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct TransitionTests {
  private let rate = FrameRate(24)

  /// Scenes of 8 s over 32 s.
  private func scenes(_ yaml: String, over song: Analysis = .fourFour(duration: 32)) throws -> [Score.Scene] {
    try Mapping(yaml: "scenes:\n  bars: 4\n" + yaml, file: "x").play(over: song, at: rate).scenes
  }

  /// A song that drops at 16 s, and whose last part begins at 24 s.
  private var dropping: Analysis {
    .fourFour(duration: 32, events: ["drop": [Analysis.Event(time: 16, strength: 0.6)]])
      .with(sections: [0, 16, 24])
  }

  @Test func aDreamFadesInUpToItsBeat() throws {
    let scenes = try scenes("dissolve: 0.5")
    #expect(scenes.map(\.transition) == [.into, .into, .into, .into])
    #expect(scenes[1].frames == 192..<384)
    #expect(scenes[1].fadeIn == 180..<192)
  }

  @Test func dropsAreCut() throws {
    let scenes = try scenes("", over: dropping)
    #expect(scenes.map(\.transition) == [.into, .into, .cut, .into])
    #expect(scenes[2].fadeIn.isEmpty && scenes[2].dissolve == 0)
    let score = try Mapping(yaml: "scenes:\n  bars: 4", file: "x").play(over: dropping, at: rate)
    #expect(score.curve(of: .transition).values[383...384] == [1, 0])
    #expect(try self.scenes("transition: from", over: dropping).allSatisfy { $0.transition == .from })
  }

  @Test func aMappingSaysHow() throws {
    #expect(try scenes("transition: cut").allSatisfy { $0.transition == .cut })
    let from = try scenes("transition: from\ndissolve: 0.25")
    #expect(from[1].fadeIn == 192..<198)
    let byTheMusic = try scenes("transition: cycle(downbeat, 4, [cut, into, from])")
    #expect(byTheMusic.map(\.transition) == [.cut, .into, .from, .cut])
    #expect(
      try scenes("transition: \"time > 10 ? cut : from\"").map(\.transition) == [.from, .from, .cut, .cut])
  }

  @Test func itsWordsAreFreeElsewhere() throws {
    let scenes = try scenes("let:\n  into: 0.5\nzoom: 1 + 0.01 * into\ntransition: cut")
    #expect(scenes.allSatisfy { $0.transition == .cut })
  }

  @Test func noMoreThanTwoScenesAreSeenAtATime() throws {
    for transition in [
      "into", "from", "cycle(downbeat, 4, [into, from])", "cycle(downbeat, 4, [from, into])",
    ] {
      let scenes = try scenes("dissolve: 10\ntransition: \(transition)")
      for (scene, next) in zip(scenes.dropFirst(), scenes.dropFirst(2)) {
        #expect(scene.fadeIn.upperBound <= next.fadeIn.lowerBound)
      }
    }
  }
}
