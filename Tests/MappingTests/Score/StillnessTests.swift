import AudioAnalysis
import Media
import Testing

@testable import Mapping

@Suite struct StillnessTests {
  private let mapping = try! Mapping(
    yaml: "intensity: 1\nzoom: 1.05\nrotation: -2\npanX: 3\nhue: 40", file: "x")

  private func frames(presence: [Float]?) -> [DreamParameters] {
    var signals: [String: [Float]] = [:]
    signals["presence"] = presence
    let song = Analysis(
      duration: 3, sampleRate: 44100, channels: 2, tempo: nil, beatsPerBar: nil, beats: [], signals: signals,
      events: [:])
    return mapping.play(over: song, at: FrameRate(24)).frames
  }

  @Test func silenceIsNearlyStill() {
    let frames = frames(presence: Array(repeating: 1, count: 100) + Array(repeating: 0, count: 201))
    #expect(frames[10] == frames[0] && frames[0][.zoom] == 1.05)
    let silent = frames[60]
    #expect(silent[.intensity] == 0.1 && silent[.rotation] == -0.2 && silent[.panX] == 0.3)
    #expect(silent[.zoom] == 1.005)
    #expect(silent[.hue] == 40, "colours stay")
  }

  @Test func theDreamCalmsDownAsTheMusicGoes() {
    let frames = frames(presence: (0...300).map { 1 - Float($0) / 300 })
    #expect(zip(frames[24...], frames[25...]).allSatisfy { $0[.intensity] > $1[.intensity] })
  }

  @Test func restsBetweenNotesAreNoSilence() {
    // A note of 0.2 s each 1.5 s.
    let frames = frames(presence: (0...300).map { $0 % 150 < 20 ? 1 : 0 })
    #expect(frames.allSatisfy { $0 == frames[0] })
  }

  @Test func anAnalysisWithoutPresenceIsAllMusic() {
    #expect(frames(presence: nil).allSatisfy { $0[.intensity] == 1 && $0[.zoom] == 1.05 })
  }
}
