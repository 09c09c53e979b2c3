import Testing

@testable import AudioAnalysis

@Suite struct SectionFeaturesTests {
  @Test func `a change is how far apart the means before and after are`() {
    let rows = (0..<12).map { [Float($0 * $0 % 7), Float($0 * 5 % 11)] }
    let view = SectionFeatures.View(rows, leastSpread: 0.1)
    let changes = view.changes(over: 4)
    #expect(changes[0] == 0)
    for stretch in 1..<12 {
      let before = SectionFeatures.View.mean(of: rows[max(0, stretch - 4)..<stretch])
      let after = SectionFeatures.View.mean(of: rows[stretch..<min(12, stretch + 4)])
      let distance = SectionFeatures.View.squareDistance(before, after) / view.spread
      #expect(abs(changes[stretch] - distance) < 1e-4)
    }
  }

  @Test func `nothing changes in one stretch, or in none`() {
    #expect(SectionFeatures.View([[3, 4]], leastSpread: 0.1).changes(over: 4) == [0])
    #expect(SectionFeatures.View([], leastSpread: 0.1).changes(over: 4).isEmpty)
  }
}
