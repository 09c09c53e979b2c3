import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct MappingTests {
  @Test func playsEveryParameterAndLayer() throws {
    let mapping = try Mapping(
      yaml: """
        name: test
        description: >
          two
          lines
        let:
          kick: decay(beat, 0.1)
          bars: every(beat, 4)
        layers:
          block5: 0.5 * kick
          "block11.expand": count(bars) > 1
        zoom: 1 + 0.1 * kick
        iterations: 2.6
        """, file: "a/b.yaml")
    #expect(mapping.name == "test")
    #expect(mapping.description == "two lines")
    #expect(mapping.layers.map(\.name) == ["block5", "block11.expand"])
    #expect(mapping.layers[1].line == 10 && mapping.layers[1].column == 3)
    let score = mapping.play(over: .fourFour(duration: 4), at: FrameRate(24))
    #expect(score.layerNames == ["block5", "block11.expand"])
    #expect(score.frames.count == 96)
    #expect(score.frames[12][.zoom] == 1.1)
    #expect(score.frames[12][.iterations] == 3)
    #expect(score.frames[12].layerWeights == [0.5, 0])
    #expect(score.frames[48].layerWeights == [0.5, 1])
    #expect(score.frames[12][.octaves] == Parameter.octaves.defaultValue)
  }

  @Test func itsOwnNamesComeBeforeWhatIsHeard() throws {
    let yaml = "let:\n  bass: 1 + 2 * bass\n  onset: 0.5\nintensity: bass + onset"
    let mapping = try Mapping(yaml: yaml, file: "x")
    let song = Analysis.song(duration: 1, signals: ["bass": [Float](repeating: 0.25, count: 101)])
    #expect(mapping.play(over: song, at: FrameRate(24)).frames[5][.intensity] == 2)
  }

  @Test func noNameStandsForTwoThings() {
    #expect(Set(Checker.signalNames).count == Checker.signalNames.count)
    #expect(Set(Checker.signalNames).isDisjoint(with: Analysis.eventNames))
  }

  @Test func isNamedAfterItsFileIfItHasNoName() throws {
    #expect(try Mapping(yaml: "zoom: 1", file: "/a/night.yaml").name == "night")
  }

  @Test func keepsValuesInRange() throws {
    let song = Analysis.song(duration: 1)
    func intensity(_ expression: String) throws -> Double {
      try Mapping.intensity(expression).play(over: song, at: FrameRate(24)).frames[5][.intensity]
    }
    #expect(try intensity("99") == 4)
    #expect(try intensity("-99") == 0)
    #expect(try intensity("1 / 0") == 1)
    #expect(try intensity("time / (time - time)") == 1)
    #expect(try intensity("pow(10, 400)") == 1)
    #expect(try intensity("sqrt(0 - 1)") == 1)
    #expect(try intensity("wander(time / 1e300 / 1e300)").isFinite)
    #expect(try intensity("smooth(if(time > 0.1, 0.5, 1 / bass), 0, 0)") == 0.5)
    let layers = try Mapping(yaml: "layers:\n  a: 99\n  b: -1\n  c: 1/0", file: "x")
      .play(over: song, at: FrameRate(24))
    #expect(layers.frames[0].layerWeights == [10, 0, 0])
  }

  @Test func findsUnknownLayersWhereTheyStand() throws {
    let mapping = try Mapping(yaml: "layers:\n  blok5: 1", file: "x.yaml")
    #expect(
      mapping.layers[0].error("unknown layer 'blok5'").description == "x.yaml:2:3: unknown layer 'blok5'")
  }

  @Test func threeHoursAtSixtyFramesTakeSeconds() throws {
    let song = Analysis.fourFour(duration: 3 * 3600)
    let start = ContinuousClock.now
    let score = try Mapping.load("pulse").play(over: song, at: FrameRate(60))
    #expect(score.frames.count == 648_000)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func eventsAreNeverAFrameLate() throws {
    let times = (0..<200).map { 0.037 + Double($0) * 0.2913 }
    let song = Analysis.song(duration: 60, events: ["onset": times.map { .init(time: $0, strength: 1) }])
    let mapping = try Mapping.intensity("decay(onset, 0.02)")
    for rate in [FrameRate(12), FrameRate(24), FrameRate(60), FrameRate(30000, per: 1001)] {
      let score = mapping.play(over: song, at: rate)
      for time in times { #expect(score.frames[rate.frame(at: time)][.intensity] == 1) }
    }
  }
}
