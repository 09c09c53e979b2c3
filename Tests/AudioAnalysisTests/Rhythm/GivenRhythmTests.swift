import Testing

@testable import AudioAnalysis

@Suite struct GivenRhythmTests {
  private func file(_ times: [Double], _ positions: [Int?]) throws -> BeatFile {
    try BeatFile(
      zip(times, positions).map { "\($0)\t\($1.map(String.init) ?? "")\n" }.joined(), path: "taps.txt")
  }

  private func rhythm(_ positions: [Int?], heard: Rhythm = .none) throws -> Rhythm {
    Rhythm(try file(positions.indices.map { 0.3 + 0.5 * Double($0) }, positions), countedBy: heard)
  }

  @Test func `what follows from beats follows the user's`() throws {
    let features = Sound.clicks(at: (0..<16).map { 0.25 + 0.5 * Double($0) }, seconds: 8.2).features()
    let times = (0..<24).map { 0.25 + 0.3 * Double($0) }
    let analysis = Analysis(of: features, beats: try file(times, (0..<24).map { ($0 + 2) % 3 + 1 }))
    #expect(analysis.beats.map(\.time) == times.map(roundedTime))
    #expect(analysis.beats.allSatisfy { $0.confidence == 1 })
    #expect(abs(try #require(analysis.tempo) - 200) < 0.01)
    #expect(analysis.beatsPerBar == 3)
    #expect(analysis.events[.beat]!.map(\.time) == analysis.beats.map(\.time))
    #expect(
      analysis.events[.downbeat]!.map(\.time)
        == stride(from: 1, to: 24, by: 3).map { analysis.beats[$0].time })
    let onsets = Analysis(of: features).events[.onset]
    #expect(analysis.events[.onset] == onsets, "onsets are heard as before")
  }

  @Test(arguments: [Analysis.Format.beats, .labels, .sonic])
  func `beats written down are read back as they were`(format: Analysis.Format) throws {
    let features = Sound.clicks(at: (0..<16).map { 0.25 + 0.5 * Double($0) }, seconds: 8.2).features()
    let analysis = Analysis(of: features, beats: try file([0.123, 0.7, 1.2345, 1.9, 2.5], [3, 1, 2, 3, 1]))
    let again = Analysis(of: features, beats: try BeatFile(analysis.text(as: format), path: "again"))
    #expect(again == analysis)
  }

  @Test func `taps without positions get the bars that were heard`() throws {
    let heard = Rhythm(
      (0..<16).map { 0.28 + 0.5 * Double($0) }, (0..<16).map { ($0 + 1) % 3 + 1 }, beatsPerBar: 3)
    let given = try rhythm(Array(repeating: nil, count: 16), heard: heard)
    #expect(given.beats.map(\.position) == heard.beats.map(\.position))
    #expect(given.beatsPerBar == 3)
  }

  @Test func `one downbeat heard wrongly doesn't move the bars`() throws {
    var positions = (0..<40).map { $0 % 4 + 1 }
    positions.replaceSubrange(20..<24, with: [3, 4, 1, 2])
    let heard = Rhythm((0..<40).map { 0.3 + 0.5 * Double($0) }, positions, beatsPerBar: 4)
    let given = try rhythm(Array(repeating: nil, count: 40), heard: heard)
    #expect(given.beats.map(\.position) == (0..<40).map { $0 % 4 + 1 })
  }

  @Test func `beats heard twice as fast still give whole bars`() throws {
    let heard = Rhythm((0..<64).map { 0.3 + 0.25 * Double($0) }, (0..<64).map { $0 % 4 + 1 }, beatsPerBar: 4)
    let given = try rhythm(Array(repeating: nil, count: 32), heard: heard)
    #expect(given.beats.map(\.position) == (0..<32).map { $0 % 4 + 1 })
  }

  @Test func `without any bars heard, there are four beats in each`() throws {
    #expect(try rhythm(Array(repeating: nil, count: 6)).beats.map(\.position) == [1, 2, 3, 4, 1, 2])
  }

  @Test func `one beat alone has no tempo and no metre`() throws {
    for position in [nil, 1, 3] {
      let given = try rhythm([position])
      #expect(given.beats.count == 1)
      #expect(given.tempo == nil && given.beatsPerBar == nil)
    }
  }

  @Test func `positions that are missing count on from those that are there`() throws {
    let given = try rhythm([nil, nil, 1, nil, nil, 1, 2, nil, 1, nil])
    #expect(given.beats.map(\.position) == [2, 3, 1, 2, 3, 1, 2, 3, 1, 2])
    #expect(given.beatsPerBar == 3)
  }
}

extension Rhythm {
  fileprivate static let none = Rhythm([], [], beatsPerBar: nil)
}
