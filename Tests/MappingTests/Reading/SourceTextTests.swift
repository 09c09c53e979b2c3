import Testing

@testable import Mapping

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("zoom: \"1 + bas\"", 1, 12), ("zoom: '1 + bas'", 1, 12), ("zoom: |\n  1 +\n    bas", 3, 5),
    ("zoom: >-\n  1\n  + bas", 3, 5), ("zoom: 1 +\n  2 +\n  bas", 3, 3), ("zoom: \"1 +\n   bas\"", 2, 4),
    ("zoom: !!str 1 + bas", 1, 17), ("zoom: &x 1 + bas", 1, 14), ("\u{FEFF}zoom: bas", 1, 7),
    ("# é\r\nzoom: 1 + bas\r\n", 2, 11), ("name: 'ü'\n\"zoom\":   bas", 2, 11),
  ])
  func placesAreRightHoweverAnExpressionIsWritten(yaml: String, line: Int, column: Int) {
    let error = #expect(throws: MappingErrors.self) { try Mapping(yaml: yaml, file: "a.yaml") }
    #expect(error?.mistakes.map(\.position) == [TextPosition(line: line, column: column)])
    #expect(error?.description.contains("'bas'") == true)
  }
}
