import Media
import Testing

@testable import AudioAnalysis

@Suite struct BeatFileTests {
  private func positions(_ text: String) throws -> [Int?] {
    try BeatFile(text, path: "taps.txt").beats.map(\.position)
  }

  /// All of them two beats, at a quarter of a second as the fourth and at three quarters as the first of a bar.
  @Test(arguments: [
    "0.25\t4\n0.75\t1\n",
    "\u{FEFF}0.25 4\r\n\r\n# a comment\r\n0.75 1",
    "0.250000\t0.250000\t4\n0.750000\t0.900000\t1\n",
    "0,250000\t0,250000\t4\n\\\t200,0\t3000,0\n0,750000\t0,750000\t1\n",
    "0.250000000,0.4\n0.750000000,1.1\n",
    "TIME,LABEL\n0.25,\"4\"\n0.75,\"1.1\"\n",
    "time,value,label\n0.25,120.5,4\n0.75,119.5,1\n",
    "\"Label\",\"Time\"\n1.4,0.25\n2.1,0.75\n",
  ])
  func `each format gives the same beats`(text: String) throws {
    let file = try BeatFile(text, path: "taps.txt")
    #expect(file.beats.map(\.time) == [0.25, 0.75])
    #expect(file.beats.map(\.position) == [4, 1])
  }

  @Test func `labels that aren't places in a bar say nothing about bars`() throws {
    #expect(try positions("0.1\n0.2\n") == [nil, nil])
    #expect(try positions("0.1\t0.1\t\n0.2\t0.2\tsnare\n") == [nil, nil])
    #expect(
      try positions("0.1\t0.1\n0.2\t0.2\n") == [nil, nil], "a label track whose labels an editor has cut off")
    #expect(try positions("0.1,120.5 bpm\n0.2,\"one, two\"\n") == [nil, nil])
    #expect(try positions((1...20).map { "\($0),\($0)\n" }.joined()) == Array(repeating: nil, count: 20))
  }

  @Test(arguments: [
    ("0.5\t1\nx\t2\n", "line 2", "'x' is not a number"),
    ("0.5\nnan\n", "line 2", "'nan' is not a number"),
    ("hello\n", "line 1", "'hello' is not a number"),
    ("0.5,1.1\n,1.2\n", "line 2", "'' is not a number"),
    ("\n-0.5\t1\n", "line 2", "negative"),
    ("0.5\t1\n\n0.4\t2\n", "line 3", "(line 1)"),
    ("0.5\n0.5\n", "line 2", "(line 1)"),
    ("FRAME,LABEL\n22050,1\n", "line 1", "sample frames"),
    ("# nothing\n", "no beats", "seconds"),
    ("time,label\n", "no beats", "seconds"),
  ])
  func `a slip is named with its line`(text: String, place: String, cause: String) throws {
    let error = try #require(throws: MediaError.self) { try BeatFile(text, path: "taps.txt") }
    #expect(error.description.hasPrefix("taps.txt: "))
    #expect(error.description.contains(place) && error.description.contains(cause), "\(error)")
    #expect(!error.description.contains("\n"))
  }

  @Test func `beats behind the song's end are refused`() throws {
    let file = try BeatFile("0.5\n8.3\n", path: "taps.txt")
    #expect(throws: Never.self) { try file.check(against: 8.3) }
    let error = try #require(throws: MediaError.self) { try file.check(against: 8.2) }
    #expect(error.description == "taps.txt: line 2: 8.3 s is beyond the song's end at 8.20 s")
  }
}
