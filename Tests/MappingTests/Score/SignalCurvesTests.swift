import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct SignalCurvesTests {
  private let song = Analysis.song(
    duration: 2, beats: [(0.5, 1), (1, 2)],
    events: ["snare": [.init(time: 1.01, strength: 0.5), .init(time: 1.02, strength: 0.75)]],
    signals: ["bass": (0...200).map { Float($0) / 200 }])

  private func curve(_ name: String) throws -> [Double] {
    try #require(song.curves(at: FrameRate(10), frameCount: 20).first { $0.name == name }).values
  }

  @Test func `an event is in the frame that shows it, as strong as the strongest there`() throws {
    let snare = try curve("snare")
    #expect(snare.count == 20)
    #expect(snare[10] == 0.75)
    #expect(snare.count { $0 > 0 } == 1)
    #expect(try curve("downbeat").firstIndex(of: 1) == 5)
  }

  @Test(arguments: ["bass", "bar", "loudness"])
  func `a signal is what a mapping sees of it`(name: String) throws {
    let score = try Mapping(yaml: "intensity: \(name)", file: "test.yaml").play(over: song, at: FrameRate(10))
    let seen = try curve(name)
    #expect(score.frames.count == seen.count)
    for (frame, value) in zip(score.frames, seen) { #expect(abs(frame[.intensity] - value) < 1e-6) }
  }

  @Test func `a table shows them beside the score's curves, line for line`() throws {
    let score = try Mapping(yaml: "zoom: 1", file: "test.yaml").play(over: song, at: FrameRate(10))
    let heard = song.curves(at: FrameRate(10), frameCount: score.frames.count)
    let lines = score.csv(beside: heard).split(separator: "\r\n", omittingEmptySubsequences: false)
    #expect(lines.count == 22 && lines.last == "")
    #expect(lines[0].hasPrefix("frame,time,scene,intensity,"))
    #expect(lines[0].contains(",sectionStart,drop,kick,snare,hat,beat.local,"))
    #expect(lines[11].contains(",0,0,0,0.75,0,"))
    let columns = lines[0].split(separator: ",").count
    for line in lines.dropLast() { #expect(line.split(separator: ",").count == columns) }
  }
}
