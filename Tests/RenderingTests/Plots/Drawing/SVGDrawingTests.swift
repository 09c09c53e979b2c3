import Testing

@testable import Rendering

@Suite struct SVGDrawingTests {
  private let white = SIMD3<UInt8>(repeating: 255)

  /// The lines that a drawing adds to an empty one.
  private func lines(_ draw: (inout SVGDrawing) -> Void) -> [Substring] {
    var drawing = SVGDrawing(width: 100, height: 50, colour: .zero)
    draw(&drawing)
    return drawing.text(title: "test").split(separator: "\n").dropFirst(3).dropLast()
  }

  @Test func `columns side by side are one shape, with steps between`() {
    let shape = lines { $0.fill(from: 10, between: [5, 5, 2.5], and: [20, 20, 20], white, opacity: 0.5) }
    #expect(shape == ["<path d=\"M10 5H12V2.5H13V20H10Z\" fill=\"#ffffff\" fill-opacity=\"0.5\"/>"])
  }

  @Test func `columns without height are gaps`() {
    let shape = lines { $0.fill(from: 0, between: [9, 1, 9, 2], and: [9, 9, 9, 9], white, opacity: 1) }
    #expect(shape == ["<path d=\"M1 1H2V9H1ZM3 2H4V9H3Z\" fill=\"#ffffff\"/>"])
  }

  @Test func `a line breaks where there is no value`() {
    let area = PixelArea(x: 0, y: 0, width: 4, height: 12)
    let shape = lines { $0.drawLine([1, 0, nil, 0.5], in: area, white) }
    #expect(shape.count == 1 && shape[0].contains("d=\"M0.5 1L1.5 11M3.5 6\""))
  }

  @Test func `text stays text, as long as there is room for`() {
    let text = lines { $0.write("a < b, and more", x: 3, y: 4, room: 9 * 7, colour: white) }
    #expect(text.count == 1 && text[0].hasSuffix(">a &lt; b..</text>"))
    #expect(lines { $0.write("a", x: 3, y: 4, room: 5, colour: white) }.isEmpty)
  }
}
