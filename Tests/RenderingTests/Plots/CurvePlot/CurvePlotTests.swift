import Foundation
import FoundationXML
import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct CurvePlotTests {
  private let song: PlottedSong

  init() throws { song = try PlottedSong() }

  private func plot(_ yaml: String, title: String = "Prélude") throws -> CurvePlot {
    CurvePlot(
      try song.score(yaml), over: song.analysis, waveform: song.waveform, title: title, mapping: "test")
  }

  /// Everything written in an SVG file.
  private func words(in svg: String) throws -> [String] {
    final class Reader: NSObject, XMLParserDelegate {
      var words: [String] = []
      var isInText = false
      func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
        qualifiedName: String?, attributes: [String: String]
      ) {
        isInText = name == "text"
        if isInText { words.append("") }
      }
      func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
      ) { isInText = false }
      func parser(_ parser: XMLParser, foundCharacters text: String) {
        if isInText { words[words.count - 1] += text }
      }
    }
    let (parser, reader) = (XMLParser(data: Data(svg.utf8)), Reader())
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return reader.words
  }

  @Test func `each curve that changes has a lane with its name and its range`() throws {
    let words = try words(
      in: plot("layers:\n  block5: 0.25 + 0.5 * progress\n  block8: 1\nzoom: 1.005 + 0.02 * decay(beat, 0.1)")
        .svg())
    for word in ["sections", "waveform", "scenes", "block5", "0.25", "zoom", "1.025", "0:01", "Prélude"] {
      #expect(words.contains(word), "\(word) is missing")
    }
    #expect(!words.contains("block8") && !words.contains("hue"))
  }

  @Test func `what keeps to one value is said in a line`() throws {
    let words = try words(in: plot("layers:\n  block8: 0.5\niterations: 4\nzoom: 1 + 0.01 * progress").svg())
    #expect(words.contains("always the same: block8 0.5, iterations 4"))
    let defaults = try #require(words.first { $0.hasPrefix("at their defaults: ") })
    #expect(defaults.contains("intensity, ") && !defaults.contains("zoom"))
  }

  @Test func `names are written as they are, whatever they hold`() throws {
    let words = try words(in: plot("zoom: 1", title: "a<b> & \"c\"").svg())
    #expect(words.contains("a<b> & \"c\""))
  }

  @Test func `the picture grows with its lanes`() throws {
    let small = try plot("zoom: 1").picture()
    let large = try plot("zoom: 1 + 0.1 * progress\nhue: 90 * progress").picture()
    #expect(small.width == 1600 && large.width == 1600)
    #expect(large.height > small.height + 80)
  }

  @Test func `a long line is cut at spaces`() {
    #expect(wrapped("one two three four", length: 9) == ["one two", "three", "four"])
    #expect(wrapped("", length: 9).isEmpty)
    #expect(wrapped("extraordinary", length: 5) == ["extraordinary"])
  }
}
