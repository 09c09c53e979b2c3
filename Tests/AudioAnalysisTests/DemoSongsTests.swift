import Foundation
import Media
import Testing
import TestSupport

@testable import AudioAnalysis

/// The demo songs, whose true beats we know because we composed them.
@Suite struct DemoSongsTests {
  private static let folder = repositoryRoot.appending(path: "Songs")

  private func analysis(of name: String) throws -> Analysis {
    try Analysis(of: Song(path: Self.folder.appending(path: name + ".ogg").path(percentEncoded: false)))
  }

  private func truth(of name: String) throws -> [(time: Double, position: Int)] {
    try String(contentsOf: Self.folder.appending(path: name + ".beats"), encoding: .utf8)
      .split(separator: "\n").map { line in
        let fields = line.split(separator: "\t")
        return (try #require(Double(fields[0])), try #require(Int(fields[1])))
      }
  }

  @Test(arguments: ["neon-tide", "paper-boats"])
  func `every beat is heard within 20 ms, and no others`(name: String) throws {
    let (beats, truth) = (try analysis(of: name).beats, try truth(of: name))
    #expect(beats.count == truth.count)
    for beat in truth {
      let nearest = try #require(beats.min { abs($0.time - beat.time) < abs($1.time - beat.time) })
      #expect(abs(nearest.time - beat.time) < 0.02)
      #expect(nearest.position == beat.position, "\(beat.time)")
    }
  }

  @Test func `ambience has no beats until its pulse comes`() throws {
    let (beats, truth) = (try analysis(of: "slow-light").beats, try truth(of: "slow-light"))
    let first = try #require(truth.first).time
    #expect(beats.count { $0.time < first - 0.1 } <= 2)
    // Its first two strokes are hidden in the ambience.
    for beat in truth.dropFirst(2) {
      #expect(beats.contains { abs($0.time - beat.time) < 0.02 }, "\(beat.time)")
    }
  }
}
