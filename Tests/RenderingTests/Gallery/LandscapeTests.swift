import Testing

@testable import Rendering

@Suite struct LandscapeTests {
  @Test func theLandscapeHasASkyAndAMeadow() {
    let picture = landscape(width: 96, height: 72)
    #expect(picture == landscape(width: 96, height: 72))
    func mean(_ channel: Int, rows: Range<Int>) -> Int {
      let values = rows.flatMap { y in (0..<96).map { Int(picture.pixels[3 * (96 * y + $0) + channel]) } }
      return values.reduce(0, +) / values.count
    }
    #expect(mean(2, rows: 0..<20) > 150, "the sky is bright, and blue rather than red")
    #expect(mean(2, rows: 0..<20) > mean(0, rows: 0..<20))
    #expect(mean(1, rows: 60..<72) > mean(2, rows: 60..<72) + 20, "the meadow is green")
  }
}
