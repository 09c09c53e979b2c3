import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct WaveformTests {
  private func waveform(_ samples: [Float], stretches: Int) throws -> Waveform {
    let folder = try TemporaryFolder()
    try folder.write(wavBytes(samples), as: "song.wav")
    let song = try Song(path: folder("song.wav"))
    return try Waveform(
      of: song, seconds: Double(samples.count) / Double(song.sampleRate), stretches: stretches)
  }

  @Test func `each stretch has its own extremes and level`() throws {
    let samples = Array(repeating: Float(0), count: 500) + (0..<500).map { $0 % 2 == 0 ? 0.5 : -0.25 }
    let waveform = try waveform(samples, stretches: 2)
    #expect(waveform.highest == [0, 0.5])
    #expect(waveform.lowest == [0, -0.25])
    #expect(waveform.effective[0] == 0)
    #expect(abs(waveform.effective[1] - 0.395) < 0.001)
  }

  @Test func `a jingle of fewer samples than columns has no gaps`() throws {
    let waveform = try waveform([0.5, 0.5, 0.5, 0.5], stretches: 100)
    #expect(waveform.highest.allSatisfy { $0 == 0.5 })
  }
}
