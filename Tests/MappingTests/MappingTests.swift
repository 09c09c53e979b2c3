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
    #expect(mapping.layers[1].position == TextPosition(line: 10, column: 3))
    let score = mapping.play(over: .fourFour(duration: 4), at: FrameRate(24))
    #expect(score.layerNames == ["block5", "block11.expand"])
    #expect(score.frames.count == 96)
    #expect(score.frames[12][.zoom] == 1.1)
    #expect(score.frames[12][.iterations] == 3)
    #expect(score.frames[12].layers.map(\.weight) == [0.5, 0])
    #expect(score.frames[48].layers.map(\.weight) == [0.5, 1])
    #expect(score.frames[12][.octaves] == Parameter.octaves.defaultValue)
  }

  @Test func theIssuesExampleWorksAsPrinted() throws {
    let mapping = try Mapping(
      yaml: """
        name: Undertow
        about: Streets on the bass, eyes on the snare; every fourth bar turns.
        extends: pulse            # optional: start from another mapping
        layers:
          block5: 0.3 + smooth(bass, 20ms, 250ms)
          block8: decay(snare, 0.18s)
          class:jellyfish: "voice > 0.5 ? 1 : 0"
        intensity: 0.4 + 1.2 * decay(beat, 0.2s)
        zoom: 1.005 + 0.03 * decay(kick, 120ms)
        rotation: 2deg * lfo(8 bars) * energy
        hue: slew(360deg * pitchHue, 30deg/s)
        scene: every(8, bar)      # when a new dream begins
        """, file: "undertow.yaml")
    #expect(mapping.description.hasPrefix("Streets on the bass"))
    #expect(
      Set(mapping.layers.map(\.name)).isSuperset(of: ["block5", "block8", "class:jellyfish", "block10"]))
    let hue = (0..<4001).map { Float($0 / 500 % 2) / 2 }
    let song = Analysis.fourFour(duration: 40).with(signals: [
      "pitchHue": hue, "energy": Array(repeating: 1, count: 4001),
    ])
    let score = mapping.play(over: song, at: FrameRate(24))
    #expect(score.scenes.map(\.frames.lowerBound) == [0, 384, 768])
    #expect(score.frames[0][.intensity] == 1.6)
    #expect(abs(score.frames[8 * 24][.rotation] - 2) < 1e-6)
    let steps = zip(score.frames, score.frames.dropFirst()).map { abs($1[.hue] - $0[.hue]) }
    #expect(steps.max()! < 30.0 / 24 + 1e-5 && steps.max()! > 1.2)
  }

  @Test func keepsValuesInRange() throws {
    let song = Analysis.song(duration: 1)
    func intensity(_ expression: String) throws -> Double {
      try Mapping.intensity(expression).play(over: song, at: FrameRate(24)).frames[5][.intensity]
    }
    #expect(try intensity("99 + 0 * time") == 4)
    #expect(try intensity("0 * time - 99") == 0)
    #expect(try intensity("1 / (0 * time)") == 1)
    #expect(try intensity("time / (time - time)") == 1)
    #expect(try intensity("pow(10, 400 + time)") == 1)
    #expect(try intensity("sqrt(0 * time - 1)") == 1)
    #expect(try intensity("wander(time / 1e300 / 1e300)").isFinite)
    #expect(try intensity("smooth(if(time > 0.1, 0.5, 1 / bass), 0, 0)") == 0.5)
    let layers = try Mapping(yaml: "layers:\n  a: 99 + time\n  b: -1 - time\n  c: 1/(0 * time)", file: "x")
      .play(over: song, at: FrameRate(24))
    #expect(layers.frames[0].layers.map(\.weight) == [10, 0, 0])
  }

  @Test func findsUnknownLayersWhereTheyStand() throws {
    let mapping = try Mapping(yaml: "layers:\n  blok5: 1", file: "x.yaml")
    #expect(
      mapping.layers[0].error("unknown layer 'blok5'").description
        == "x.yaml:2:3: unknown layer 'blok5'\n    blok5: 1\n    ^")
  }

  @Test func thirtyParametersOverTenMinutesTakeAMoment() throws {
    let layers = (0..<20).map {
      "  l\($0): 0.3 + smooth(band\($0), 20ms, 250ms) * decay(kick, 0.\($0 + 1)s)\n"
    }
    let mapping = try Mapping(
      yaml: "layers:\n" + layers.joined() + """
        intensity: 0.4 + 1.2 * decay(beat, 0.2s)
        zoom: 1.005 + 0.03 * decay(kick, 120ms)
        rotation: 2deg * lfo(8 bars) * energy
        panX: 1% * (noise(4 bars) - 0.5)
        panY: 1% * (noise(7s) - 0.5)
        hue: slew(360deg * pitchHue, 30deg/s)
        saturation: 1 + 0.2 * bass
        contrast: mix(0.9, 1.2, energy)
        brightness: remap(loudness, 0.2, 0.8, 0.9, 1.1)
        steadying: clamp(0.1 * loudness, 0, 0.2)
        """, file: "x")
    let song = Analysis.fourFour(duration: 600)
    let start = ContinuousClock.now
    let score = mapping.play(over: song, at: FrameRate(60))
    let taken = ContinuousClock.now - start
    print("30 parameters over 10 minutes at 60 fps: \(taken)")
    #expect(score.frames.count == 36_000)
    // A fifth of a second on a quiet machine; tests run beside each other.
    #expect(taken < .seconds(2))
  }

  @Test func threeHoursAtSixtyFramesTakeSeconds() throws {
    let song = Analysis.fourFour(duration: 3 * 3600)
    let start = ContinuousClock.now
    let score = try Mapping.load("pulse").play(over: song, at: FrameRate(60))
    #expect(score.frames.count == 648_000)
    #expect(ContinuousClock.now - start < .seconds(20))
  }
}
