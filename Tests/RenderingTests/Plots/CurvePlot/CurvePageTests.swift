import Foundation
import Mapping
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct CurvePageTests {
  private let song: PlottedSong

  init() throws { song = try PlottedSong() }

  private func page(_ yaml: String, title: String = "song.wav") throws -> String {
    try CurvePage(
      song.score(yaml), over: song.analysis, waveform: song.waveform,
      song: EmbeddedSong(path: song.path), title: title, mapping: "test"
    ).html
  }

  private struct Content: Decodable {
    struct Curve: Decodable {
      let name: String
      let low, high: Double
      let values: Data
    }
    let title: String
    let duration, framesPerSecond: Double
    let curves: [Curve]
    let scenes: [Double]
  }

  private func content(of page: String) throws -> Content {
    let start = try #require(page.range(of: "id=\"content\">")).upperBound
    let end = try #require(page[start...].range(of: "</script>")).lowerBound
    return try JSONDecoder().decode(Content.self, from: Data(page[start..<end].utf8))
  }

  @Test func `the page holds each curve that changes, frame by frame`() throws {
    let yaml = "zoom: 1 + 0.1 * progress\nhue: 0 - 90 * decay(beat, 0.1)"
    let content = try content(of: page(yaml))
    let score = try song.score(yaml)
    #expect(content.duration == 4 && content.framesPerSecond == 24)
    #expect(content.curves.map(\.name) == ["zoom", "hue"])
    for (curve, parameter) in zip(content.curves, [Parameter.zoom, .hue]) {
      #expect(curve.values.count == 2 * score.frames.count)
      for (index, frame) in score.frames.enumerated() {
        let share = Double(Int(curve.values[2 * index]) + 256 * Int(curve.values[2 * index + 1])) / 65535
        let value = curve.low + share * (curve.high - curve.low)
        #expect(abs(value - frame[parameter]) <= (curve.high - curve.low) / 65535)
      }
    }
  }

  @Test func `nothing comes from elsewhere`() throws {
    let page = try page("zoom: 1 + 0.1 * progress")
    #expect(!page.contains("http:") && !page.contains("https:") && !page.contains("@import"))
    #expect(page.contains("<audio id=\"song\" preload=\"auto\" src=\"data:audio/ogg;base64,T2dnU"))
  }

  @Test func `a strange name stays a name`() throws {
    let title = "</script><b>\"Tom & Jerry\"</b>.wav"
    let page = try page("zoom: 1", title: title)
    #expect(try content(of: page).title == title)
    #expect(!page.contains("<b>"))
  }
}
