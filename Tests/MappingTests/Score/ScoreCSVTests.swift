import AudioAnalysis
import Foundation
import Media
import Testing

@testable import Mapping

@Suite struct ScoreCSVTests {
  @Test func tellsWhatTheFramesHold() throws {
    let song = Analysis.fourFour(duration: 24)
    let score = try Mapping.load("pulse").play(over: song, at: FrameRate(30000, per: 1001))
    let lines = score.csv().split(separator: "\r\n")
    #expect(
      lines[0]
        == "frame,time,scene,intensity,step,iterations,octaves,octaveScale,jitter,zoom,rotation,centerX,centerY,panX,panY,"
        + "feedback,steadying,strength,trust,blend,detail,mask,footage,guide,mirror,sharpen,hue,saturation,contrast,brightness,transition,dissolve,"
        + "block5,block8,block10,block11.expand")
    #expect(lines.count == score.frames.count + 1)
    #expect(score.scenes.count == 2)
    for (index, line) in lines.dropFirst().enumerated() {
      let numbers = line.split(separator: ",").map { Double($0)! }
      let frame = score.frames[index]
      let expected =
        [
          Double(index), score.frameRate.time(ofFrame: index),
          Double(score.scenes.firstIndex { $0.frames.contains(index) }!),
        ] + Parameter.allCases.map { frame[$0] }
        + frame.layers.map(\.weight)
      #expect(zip(numbers, expected).allSatisfy { abs($0 - $1) <= 5e-7 })
      #expect(numbers.count == expected.count)
    }
  }

  @Test func writesNoMoreDigitsThanNeeded() throws {
    let mapping = try Mapping(
      yaml: "zoom: 1.05\nrotation: 0 - 0.000001\nhue: -36000\npanX: 0 - 0.0000001\npanY: 1/3", file: "x")
    let csv = mapping.play(over: .song(duration: 0.01), at: FrameRate(24)).csv()
    #expect(
      csv.split(separator: "\r\n")[1]
        == "0,0,0,1,1.5,2,3,1.5,24,1.05,-0.000001,0.5,0.5,0,0.333333,1,0.05,25,1,0,1,1,0,0,0,0,-36000,1,1,1,1,0.4"
    )
  }

  @Test func quotesStrangeLayerNames() throws {
    let mapping = try Mapping(yaml: "layers:\n  'a,\"b': 1", file: "x")
    let csv = mapping.play(over: .song(duration: 0.01), at: FrameRate(24)).csv()
    #expect(csv.split(separator: "\r\n")[0].hasSuffix(",dissolve,\"a,\"\"b\""))
  }
}
