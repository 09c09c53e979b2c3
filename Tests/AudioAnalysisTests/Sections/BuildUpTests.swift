import Testing

@testable import AudioAnalysis

@Suite struct BuildUpTests {
  /// Bars of 2 s: a break from 0 to 16 s, a build-up to 32 s, a drop to 48 s.
  private func curves(build: (Float) -> Float, drop: Float = 0.9) -> BuildUp.Curves {
    func curve(_ calm: Float, _ tense: Float, _ after: Float) -> [Float] {
      (0..<4801).map { frame in
        let through = Float(frame - 1600) / 1600
        return frame < 1600 ? calm : frame < 3200 ? calm + (tense - calm) * build(through) : after
      }
    }
    let signals: Signals = [
      .treble: curve(0.1, 0.7, 0.4), .onsetStrength: curve(0.05, 0.15, 0.1), .centroid: curve(0.4, 0.9, 0.5),
      .sub: curve(0.1, 0.1, 0.6), .bass: curve(0.2, 0.2, 0.5),
    ]
    return BuildUp.Curves(signals, energy: curve(0.1, 0.8, drop))
  }

  @Test func `a riser is a build-up, from its beginning to the drop`() throws {
    let found = try #require(BuildUp(leadingTo: 32, notBefore: 0, bar: 2, in: curves { $0 }))
    #expect(found.end == 32 && (14...20).contains(found.start))
    #expect(found.amount > 0.9)
    #expect(found.energy < 0.4)
  }

  @Test func `it rises until the drop, and is over then`() throws {
    let found = try #require(BuildUp(leadingTo: 32, notBefore: 0, bar: 2, in: curves { $0 }))
    let values = stride(from: 0.0, to: 32, by: 0.1).map(found.value)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(values.last! > 0.9)
    #expect(found.value(at: 32) == 0 && found.value(at: 40) == 0 && found.value(at: 1) == 0)
  }

  @Test func `a part that is no riser leads to nothing`() {
    // The drop comes out of a break; out of a full part; the tension falls.
    #expect(BuildUp(leadingTo: 32, notBefore: 0, bar: 2, in: curves { _ in 0 }) == nil)
    #expect(BuildUp(leadingTo: 32, notBefore: 16, bar: 2, in: curves { _ in 1 }) == nil)
    #expect(BuildUp(leadingTo: 32, notBefore: 0, bar: 2, in: curves { 1 - $0 }) == nil)
    #expect(BuildUp(leadingTo: 16, notBefore: 0, bar: 2, in: curves { $0 }) == nil)
  }

  @Test func `a riser that leads to less is none`() {
    #expect(BuildUp(leadingTo: 32, notBefore: 0, bar: 2, in: curves(build: { $0 }, drop: 0.1)) == nil)
  }

  @Test func `what begins too early for a build-up has none`() {
    #expect(BuildUp(leadingTo: 3, notBefore: 0, bar: 2, in: curves { $0 }) == nil)
  }
}

@Suite struct DropTests {
  private func energy(_ before: Float, _ after: Float) -> [Float] {
    (0..<2001).map { $0 < 1000 ? before : after }
  }

  @Test func `a drop is as strong as its step in energy`() {
    let strengths = [0.1, 0.3, 0.5].map { before in
      Drop.event(at: 10, energy: energy(before, 0.9), after: nil)?.strength ?? 0
    }
    #expect(zip(strengths, [0.8, 0.6, 0.4]).allSatisfy { abs($0 - $1) < 0.01 })
  }

  @Test func `no step, a step down and a step to little are no drops`() {
    for (before, after) in [(0.8, 0.9), (0.9, 0.2), (0.0, 0.3)] as [(Float, Float)] {
      #expect(Drop.event(at: 10, energy: energy(before, after), after: nil) == nil)
    }
  }

  @Test func `a song that never drops has no drops and no build-ups`() {
    let analysis = Sound.clicks(at: (0..<40).map { 0.25 + 0.5 * Double($0) }, seconds: 20).analysis()
    #expect(analysis.events[.drop]?.isEmpty == true)
    #expect(analysis.signals[.buildUp]?.allSatisfy { $0 == 0 } == true)
  }
}
