import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct UnitCheckTests {
  @Test func speedsMayBeWrittenASecond() throws {
    let mapping = try Mapping(yaml: "rotation: 24deg/s\npanX: 48%/s\nhue: 90deg\nsaturation: 120%", file: "x")
    let frame = mapping.play(over: .song(duration: 1), at: FrameRate(60)).frames[5]
    #expect(frame[.rotation] == 1 && frame[.panX] == 2 && frame[.hue] == 90 && frame[.saturation] == 1.2)
  }
}
