import Testing

@testable import Rendering

@Suite struct CurveFormatTests {
  @Test func `the ending says what is written`() {
    #expect(CurveFormat(path: "a.b/curves.HTML") == .html)
    #expect(CurveFormat(path: "x.svg") == .svg)
    for path in ["curves", "a.csv/curves", ".csv", "x.jpg", "x."] { #expect(CurveFormat(path: path) == nil) }
    #expect(CurveFormat.endings == ".csv, .png, .svg or .html")
  }
}
