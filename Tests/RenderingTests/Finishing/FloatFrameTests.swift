import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct FloatFrameTests {
  /// From blue to yellow, and below it from black to white.
  private let gradient = Picture(
    width: 256, height: 2,
    pixels: (0..<512).flatMap { pixel -> [UInt8] in
      let level = UInt8(pixel % 256)
      return [level, level, pixel < 256 ? 255 - level : level]
    })

  private func finished(_ settings: [Parameter: Double]) -> FloatFrame {
    var parameters = DreamParameters()
    for (parameter, value) in settings { parameters[parameter] = value }
    var frame = FloatFrame(gradient)
    Kaleidoscope(parameters).apply(to: &frame)
    Sharpening(parameters).apply(to: &frame)
    Grading(parameters).apply(to: &frame)
    return frame
  }

  @Test func whatNothingChangesKeepsItsBytes() {
    #expect(finished([:]).rounded(to: .eight) == .eight(gradient))
    #expect(finished([:]).rounded(to: .sixteen) == .sixteen(DeepPicture(gradient)))
    var touched = FloatFrame(gradient)
    touched.change { _ in }
    #expect(touched.rounded(to: .eight) == .eight(gradient))
    #expect(touched.rounded(to: .sixteen) == .sixteen(DeepPicture(gradient)))
  }

  @Test func sixteenBitsHoldMoreLevelsThanEight() throws {
    let graded = finished([.contrast: 0.8, .saturation: 0.7, .hue: 20, .sharpen: 0.5])
    guard case .sixteen(let deep) = graded.rounded(to: .sixteen) else {
      Issue.record("sixteen bits were asked for")
      return
    }
    #expect(Set(deep.pixels).count > 256)
  }

  @Test(arguments: [
    [Parameter.contrast: 0.83], [.brightness: 0.5], [.hue: 77, .saturation: 1.7],
    [.sharpen: 1, .contrast: 1.4],
    [.mirror: 5, .brightness: 0.9],
  ])
  func eightBitsAreSixteenRounded(settings: [Parameter: Double]) {
    let graded = finished(settings)
    #expect(graded.rounded(to: .eight).picture == graded.rounded(to: .sixteen).picture)
  }

  @Test func nothingIsClampedBeforeTheEnd() {
    var frame = FloatFrame(gradient)
    frame.change { values in for index in values.indices { values[index] = 3 * values[index] - 200 } }
    frame.change { values in for index in values.indices { values[index] = (values[index] + 200) / 3 } }
    #expect(frame.rounded(to: .eight) == .eight(gradient))
  }

  @Test func whatIsBeyondBlackAndWhiteIsClampedAndHalvesGoToEven() {
    var frame = FloatFrame(Picture(width: 2, height: 1, pixels: [0, 0, 0, 0, 0, 0]))
    let levels: [Float] = [-3, 300, 0.5, 1.5, 254.5, .nan]
    frame.change { values in for index in values.indices { values[index] = levels[index] } }
    #expect(frame.rounded(to: .eight).picture.pixels == [0, 255, 0, 2, 254, 0])
    let deep = DeepPicture(width: 2, height: 1, pixels: [0, 65535, 128, 386, 65406, 0])
    #expect(frame.rounded(to: .sixteen) == .sixteen(deep))
  }
}
