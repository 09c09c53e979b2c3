import AudioAnalysis
import Foundation
import Media
import Testing
import TestSupport

@testable import Mapping

@Suite struct BuiltInMappingsTests {
  private static let folder = repositoryRoot.appending(path: "Mappings")

  @Test func areTheFilesOfMappings() throws {
    let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
      .filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    #expect(Mapping.builtInNames == files)
    for name in files {
      let text = try String(contentsOf: Self.folder.appendingPathComponent(name + ".yaml"), encoding: .utf8)
      #expect(Mapping.builtInText(name) == text)
    }
    #expect(try Mapping.load("default").name == Mapping.defaultName)
    #expect(Mapping.builtInText("none") == nil)
  }

  @Test(arguments: Mapping.builtInNames)
  func workWithAndWithoutBeats(name: String) throws {
    let mapping = try Mapping.load(name)
    #expect(mapping.name == name)
    #expect(!mapping.description.isEmpty)
    let known: Set = [
      "stem", "head", "logits", "block0", "block1", "block2", "block3", "block4", "block5", "block6",
      "block7",
      "block8", "block9", "block10", "block11", "block11.expand",
    ]
    #expect(
      mapping.layers.allSatisfy {
        $0.name.hasPrefix("class:") || known.contains(String($0.name.prefix { $0 != ":" }))
      })
    // Over footage it is the footage that moves.
    let leastZoom = ["haunt", "flipbook"].contains(name) ? 1 : 1.000_001
    for song in [Analysis.fourFour(duration: 60), .ambience(duration: 60)] {
      let score = mapping.play(over: song, at: FrameRate(24))
      // Alive: intensity and camera never rest for long, and something is always dreamed of.
      for second in 1..<60 {
        let frames = score.frames[(second - 1) * 24..<second * 24]
        #expect(Set(frames.map { $0[.intensity] }).count > 1)
        #expect(frames.allSatisfy { $0.layers.map(\.weight).reduce(0, +) > 0.2 })
        #expect(frames.allSatisfy { $0[.intensity] > 0.2 && (leastZoom..<1.1).contains($0[.zoom]) })
      }
    }
  }

  @Test(arguments: Mapping.builtInNames.filter { $0 != "glide" })
  func beginScenesWhereThePartsOfASongBegin(name: String) throws {
    let starts = [0.0, 14, 20, 44, 78]
    let song = Analysis.fourFour(duration: 90).with(sections: starts)
    let score = try Mapping.load(name).play(over: song, at: FrameRate(24))
    let cuts = Set(score.scenes.map { score.frameRate.time(ofFrame: $0.frames.lowerBound) })
    #expect(cuts.isSuperset(of: starts))
    // Elsewhere only where a part is long: 44 to 78 are 17 bars.
    #expect(cuts.subtracting(starts).allSatisfy { $0 > 20 })
  }

  @Test(arguments: Mapping.builtInNames)
  func leaveTheNamesOfWhatIsHeardToThoseWhoExtendThem(name: String) throws {
    let document = MappingDocument(try Mapping.text(of: name), file: name)
    let heard = Set(Definitions.signalNames + Analysis.eventNames)
    #expect(document.definitions.map(\.key).filter(heard.contains).isEmpty)
  }

  @Test func theDefaultShowsTheBeat() throws {
    let song = Analysis.fourFour(duration: 40, bpm: 124, from: 0.2)
    for rate in [FrameRate(24), FrameRate(60)] {
      let score = try Mapping.load("default").play(over: song, at: rate)
      for (beat, next) in zip(song.beats, song.beats.dropFirst()) {
        let frames = rate.frame(at: beat.time)..<rate.frame(at: next.time)
        // A beat at the very end of a frame is as high in the next, where the song may be a little louder.
        for (parameter, rest) in [(Parameter.zoom, 1.0), (.intensity, 0)] {
          let heights = frames.map { score.frames[$0][parameter] - rest }
          #expect(heights[0] > 0.97 * heights.max()!)
          #expect(heights[0] > 1.4 * (score.frames[max(frames.lowerBound - 1, 0)][parameter] - rest))
        }
        let (on, off) = (score.frames[frames.lowerBound], score.frames[frames.upperBound - 1])
        #expect(on[.intensity] > 1.4 * off[.intensity])
        #expect(on[.zoom] - 1 > 1.8 * (off[.zoom] - 1))
      }
    }
  }

  @Test(arguments: [true, false])
  func theDefaultMovesThroughLayers(withBeat: Bool) throws {
    let song = withBeat ? Analysis.fourFour(duration: 60) : .ambience(duration: 60)
    let score = try Mapping.load("default").play(over: song, at: FrameRate(24))
    let leaders = score.frames.map { frame in
      frame.layers.indices.max { frame.layers[$0].weight < frame.layers[$1].weight }!
    }
    #expect(Set(leaders).count == score.layerNames.count)
  }

  @Test func lookDifferentFromEachOther() throws {
    let song = Analysis.fourFour(duration: 30)
    let looks = try Mapping.builtInNames.map { name in
      let score = try Mapping.load(name).play(over: song, at: FrameRate(24))
      return score.layerNames.indices.max { first, second in
        func sum(_ layer: Int) -> Double { score.frames.map { $0.layers[layer].weight }.reduce(0, +) }
        return sum(first) < sum(second)
      }.map { score.layerNames[$0] }
    }
    #expect(Set(looks).count >= 3)
  }
}
