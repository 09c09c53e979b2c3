import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct ExpressionParserTests {
  @Test(arguments: [
    ("1 + 2 * 3", 7), ("(1 + 2) * 3", 9), ("8 - 4 - 2", 2), ("16 / 4 / 2", 2), ("-2 * -3", 6), ("--2", 2),
    ("2 - -2", 4), ("-(1 + 2)", -3), ("+3", 3), (".5 + 1e1", 10.5), ("2.5e-1", 0.25), ("1 < 2", 1),
    ("2 <= 1", 0), ("1 + 1 == 2", 1), ("1 != 1", 0), ("3 >= 3", 1), ("not 1 > 2", 1), ("!0 + 1", 2),
    ("1 < 2 and 2 < 3", 1), ("0 or 1 and 0", 0), ("1 || 0 && 0", 1), ("(1 or 1) and 0", 0),
    ("not 0 and 0", 0), ("1 > 2 ? 3 : 4", 4), ("0 ? 1 : 0 ? 2 : 3", 3), ("1 ? 0 ? 1 : 2 : 3", 2),
    ("1 < 2 ? 1 + 1 : 5", 2), ("if(1 > 2, 3, 4)", 4), ("2 * (1 > 0)", 2), ("pi > 3.14 and pi < 3.15", 1),
    ("true and not false", 1), ("0 / 0 ? 1 : 2", 2), ("not (0 / 0)", 1), ("max(1, min(5, 3), 2)", 3),
    ("\n  1 +\t2\n", 3), ("2 ^ 3 ^ 2", 512), ("-2 ^ 2", -4), ("2 ^ -1", 0.5), ("2 * 3 ^ 2", 18),
    ("50%", 0.5), ("3 * 50%", 1.5), ("1 > 50%", 1), ("2s / 500ms", 4), ("90deg / 1deg", 90),
    ("sin(90deg)", 1), ("30deg/s * 2s / 60deg", 1), ("4 beats / 2 beats", 2), ("1bar / 0.5 bars", 2),
    ("min(20%, 10%)", 0.1), ("max(0, 5%)", 0.05), ("1e-1 + 2E1", 20.1),
  ])
  func bindsAsPeopleRead(expression: String, expected: Double) throws {
    #expect(try value(expression) == expected)
  }

  @Test func `a name may have dots`() throws {
    let song = Analysis.song(
      duration: 1,
      events: ["kick": [.init(time: 0, strength: 0.25)], "kick.local": [.init(time: 0, strength: 0.5)]])
    #expect(try values("decay(kick.local, 0.1s)*2", over: song)[0] == 1)
    #expect(try values("decay(kick, 0.1s)", over: song)[0] == 0.25)
    // A curve of one's own takes the plain name, not the other.
    let mapping = try Mapping(
      yaml: "let:\n  kick: decay(kick.local, 0.1s)\nintensity: kick + decay(kick.local, 1s)", file: "x")
    #expect(mapping.play(over: song, at: FrameRate(24)).frames[0][.intensity] == 1)
  }

  @Test func refusesDeepNestingWithoutExhaustingTheStack() throws {
    let floods = [
      String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
      String(repeating: "-", count: 10_000) + "1",
      "1" + String(repeating: " + 1", count: 10_000), String(repeating: "2 ^ ", count: 10_000) + "1",
      String(repeating: "+", count: 10_000) + "1",
      String(repeating: "not ", count: 10_000) + "1",
      String(repeating: "1 ? ", count: 10_000) + "1",
      String(repeating: "abs(", count: 10_000) + "1",
    ]
    for flood in floods {
      let error = #expect(throws: MappingErrors.self) { try value(flood) }
      #expect(error?.mistakes.first?.reason.contains("levels within each other") == true)
    }
    let list = (0..<64).map(String.init).joined(separator: ", ")
    #expect(try value("cycle(beat, 1, [\(list)])") == 0)
    #expect(try value("max(\(list))") == 63)
  }
}
