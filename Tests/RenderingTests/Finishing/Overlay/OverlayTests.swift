import AudioAnalysis
import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct OverlayTests {
  private let beats = [
    Analysis.Beat(time: 1, position: 1, confidence: 1), Analysis.Beat(time: 2, position: 2, confidence: 1),
  ]

  /// 96 frames in which one layer is full from the third second on, and intensity rises.
  private let score: Score = {
    let frames = (0..<96).map { frame in
      var parameters = DreamParameters()
      parameters.layers = [
        WeightedLayer("block5", weight: frame < 48 ? 0 : 1), WeightedLayer("block8", weight: 0.25),
      ]
      parameters[.intensity] = Double(frame) / 96
      return parameters
    }
    return Score(
      frameRate: FrameRate(24), frames: frames, scenes: [Score.Scene(frames: 0..<96, seed: 0)])
  }()

  private func drawn(_ frame: Int, width: Int = 512, height: Int = 288, withBeats: Bool = true) -> Picture {
    let overlay = Overlay(of: score, beats: withBeats ? beats : [], frames: 0..<96)
    let grey = Picture(
      width: width, height: height, pixels: Array(repeating: 128, count: 3 * width * height))
    return overlay.draw(over: grey, frame: frame)
  }

  private func brightness(_ picture: Picture, x: Range<Int>, y: Range<Int>) -> Double {
    var sum = 0
    for row in y {
      for column in x { sum += Int(picture.pixels[3 * (row * picture.width + column) + 1]) }
    }
    return Double(sum) / Double(x.count * y.count)
  }

  @Test func leavesTheUpperHalfAlone() {
    for (width, height) in [(512, 288), (256, 144), (64, 48), (32, 32), (1280, 720)] {
      let picture = drawn(30, width: width, height: height)
      #expect(picture.pixels[0..<3 * width * (height / 2 - 6)].allSatisfy { $0 == 128 })
      #expect(picture.pixels[(3 * width * (height - 20))...].contains { $0 != 128 })
    }
  }

  @Test func flashesInTheFrameOfABeatAndFades() {
    let light = (22..<47).map { brightness(drawn($0), x: 0..<10, y: 255..<285) }
    #expect(light[2] > 3 * light[1], "the beat at 1 s is in frame 24")
    #expect(zip(light[2...], light[3...]).allSatisfy { $0 >= $1 })
    #expect(light[8] < 0.5 * light[2])
  }

  @Test func aLayersBarIsAsLongAsItsWeight() {
    // The first layer's line, but for its name and number.
    func bar(_ frame: Int) -> Double { brightness(drawn(frame), x: 400..<460, y: 254..<256) }
    #expect(bar(60) > bar(10) + 20)
  }

  @Test func drawsWithoutBeatsToo() {
    #expect(drawn(24, withBeats: false) != drawn(24))
    #expect(drawn(24, withBeats: false) != drawn(40, withBeats: false))
  }
}
