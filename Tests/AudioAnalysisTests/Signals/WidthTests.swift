import Testing

@testable import AudioAnalysis

@Suite struct WidthTests {
  private let noise = Sound.noise(seconds: 2)

  private func width(gains: [Float]) -> Float {
    let width = noise.features(gains: gains).width.values
    return width[10..<90].reduce(0, +) / 80
  }

  @Test func `mono has no width, and channels that cancel each other have the most`() {
    #expect(width(gains: [1]) == 0)
    #expect(width(gains: [1, 1]) == 0)
    #expect(abs(width(gains: [1, -1]) - 1) < 0.001)
    #expect(abs(width(gains: [1, 0]) - 0.5) < 0.001)
  }

  @Test func `a wide chorus after a narrow verse opens the width`() {
    var stereo: [Float] = []
    let other = Sound.noise(seconds: 2, seed: 9)
    for (left, right) in zip(noise.samples, noise.samples) { stereo += [left, right] }
    for (left, right) in zip(noise.samples, other.samples) { stereo += [left, right] }
    let extractor = FeatureExtractor(sampleRate: 44100, channels: 2)
    extractor.append(stereo)
    let analysis = Analysis(of: extractor.finish())
    #expect(analysis.mean(.width, 0.2...1.8) == 0)
    #expect(analysis.mean(.width, 2.3...3.8) > 0.8)
  }

  @Test func `in silence there is no width`() {
    #expect(Sound(seconds: 1).analysis(gains: [1, -1]).signals[.width]!.allSatisfy { $0 == 0 })
  }
}
