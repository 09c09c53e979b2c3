import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct GradingTests {
  private let picture = Picture(width: 3, height: 1, pixels: [200, 60, 40, 128, 128, 128, 150, 120, 110])

  private func graded(_ settings: [Parameter: Double]) -> [Int] {
    var parameters = DreamParameters()
    for (parameter, value) in settings { parameters[parameter] = value }
    var frame = FloatFrame(picture)
    Grading(parameters).apply(to: &frame)
    return frame.rounded(to: .eight).picture.pixels.map(Int.init)
  }

  private func luma(_ pixels: ArraySlice<Int>) -> Double {
    zip([0.2126, 0.7152, 0.0722], pixels).map { $0 * Double($1) }.reduce(0, +)
  }

  @Test func defaultsChangeNothing() {
    #expect(graded([:]) == picture.pixels.map(Int.init))
    #expect(graded([.hue: 720]) == picture.pixels.map(Int.init))
  }

  @Test func noSaturationIsGreyOfTheSameLuma() {
    let grey = graded([.saturation: 0])
    #expect(Set(grey[0..<3]).count == 1)
    #expect(abs(Double(grey[0]) - luma([200, 60, 40])) < 1)
  }

  @Test func hueTurnsRedTowardGreenAndKeepsGreyAndLuma() {
    let turned = graded([.hue: 60])
    #expect(turned[7] > 120 && turned[6] < 150)
    #expect(Array(turned[3..<6]) == [128, 128, 128])
    #expect(abs(luma(turned[6..<9]) - luma([150, 120, 110])) < 1)
  }

  @Test func contrastSpreadsAroundMiddleGreyAndBrightnessScales() {
    #expect(graded([.contrast: 0]) == Array(repeating: 128, count: 9))
    #expect(graded([.contrast: 2])[0...2] == [255, 0, 0])
    #expect(graded([.brightness: 0.5])[0...2] == [100, 30, 20])
  }
}
