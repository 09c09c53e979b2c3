import Media
import Testing

@testable import Dreaming

@Suite struct SteadyingTests {
  private let toward = ColourStatistics(mean: SIMD3(100, 120, 140), deviation: SIMD3(30, 45, 60))

  @Test func agreesWithPyTorch() throws {
    let picture = try Fixture("picture_source").picture
    Steadying(toward: toward, pull: 0.3).steady(picture)
    #expect(distance(picture.array, try Fixture("picture_steadied").values) < 1e-4)
  }

  @Test func noPullChangesNothing() throws {
    let picture = try Fixture("picture_source").picture
    Steadying(toward: toward, pull: 0).steady(picture)
    #expect(picture.array == (try Fixture("picture_source").values))
  }

  @Test func aFlatPictureTakesTheMean() {
    let picture = FloatPicture(width: 30, height: 20)
    for i in 0..<picture.count { picture.values[i] = 77 }
    Steadying(toward: toward, pull: 1).steady(picture)
    let expected = [100, 120, 140].flatMap { [Float](repeating: $0, count: 600) }
    #expect(distance(picture.array, expected) < 1e-3)
  }
}
