import Foundation
import Testing
import TestSupport

@testable import AudioAnalysis

@Suite struct BeatNetworkTests {
  private static let folder = repositoryRoot.appending(path: "Tests/AudioAnalysisTests/Fixtures")

  private func floats(_ name: String) throws -> [Float] {
    let data = try Data(contentsOf: Self.folder.appending(path: name))
    return data.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
  }

  @Test func `the network hears what PyTorch's does`() throws {
    let input = FrameSeries(
      width: BeatNetworkInput.columns, hop: BeatNetworkInput.hop, values: try floats("beat_network_input.f32")
    )
    let logits = BeatNetwork().logits(of: input).values
    let expected = try floats("beat_network_logits.f32")
    #expect(logits.count == expected.count)
    let worst = zip(logits, expected).map { abs($0 - $1) }.max()!
    #expect(worst < 1e-3, "\(worst)")
  }
}
