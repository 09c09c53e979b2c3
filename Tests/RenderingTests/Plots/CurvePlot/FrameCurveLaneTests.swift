import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct FrameCurveLaneTests {
  @Test func `a pulse of one frame shows in a song of an hour`() throws {
    var values = [Double](repeating: 0, count: 24 * 3600)
    values[24 * 1800] = 1
    let lane = FrameCurveLane(
      curve: FrameCurve(name: "pulse", values: values), frameRate: FrameRate(24), colour: SIMD3(255, 0, 0))
    var canvas = Canvas(width: 100, height: 20, colour: .zero)
    lane.draw(
      on: &canvas, in: PixelArea(x: 0, y: 0, width: 100, height: 20),
      over: TimeAxis(duration: 3600, x: 0, width: 100))
    let top = (0..<100).filter { canvas.picture.pixels[3 * (200 + $0)] == 255 }
    #expect(top.contains(50) && top.count <= 2)
  }

  @Test(arguments: [
    (0.0, "0"), (1.00512, "1.005"), (36000, "36000"), (-0.25, "-0.25"), (0.0000004, "0"),
    (0.123456, "0.1235"), (12.3456, "12.35"), (9.99996, "10"),
  ]) func `numbers are short`(number: Double, text: String) {
    #expect(shortNumber(number) == text)
  }
}
