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
    ("\n  1 +\t2\n", 3),
  ])
  func bindsAsPeopleRead(expression: String, expected: Double) throws {
    #expect(try value(expression) == expected)
  }

  @Test func refusesDeepNestingWithoutExhaustingTheStack() throws {
    let floods = [
      String(repeating: "(", count: 10_000) + "1" + String(repeating: ")", count: 10_000),
      String(repeating: "-", count: 10_000) + "1",
      "1" + String(repeating: " + 1", count: 10_000),
      String(repeating: "not ", count: 10_000) + "1",
      String(repeating: "1 ? ", count: 10_000) + "1",
      String(repeating: "abs(", count: 10_000) + "1",
    ]
    for flood in floods {
      let error = #expect(throws: MappingError.self) { try value(flood) }
      #expect(error?.reason.contains("levels within each other") == true)
    }
    let list = (0..<10_000).map(String.init).joined(separator: ", ")
    #expect(try value("cycle(beat, 1, [\(list)])") == 0)
    #expect(try value("max(\(list))") == 9999)
  }
}
