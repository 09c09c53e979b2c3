import Testing

@testable import AudioAnalysis

@Suite struct CentroidTests {
  @Test func `bright sounds lie above dark ones`() {
    let sounds = Sound.tone(100, seconds: 1) + .tone(1000, seconds: 1) + .tone(8000, seconds: 1)
    let analysis = sounds.analysis()
    #expect(analysis.mean(.centroid, 0.2...0.8) < 0.1)
    #expect(abs(analysis.mean(.centroid, 1.2...1.8) - 0.53) < 0.1)
    #expect(analysis.mean(.centroid, 2.2...2.8) > 0.9)
  }

  @Test func `a steady timbre stays in the middle instead of trembling`() {
    let curve = Sound.noise(seconds: 3).analysis().signals[.centroid]![20..<280]
    #expect(curve.max()! - curve.min()! < 0.6)
  }
}
