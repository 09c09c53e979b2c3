import Media
import Testing

@Suite struct FootageFitTests {
  private let target = PictureSize(width: 64, height: 24)
  private let black: SIMD3 = [0, 0, 0]

  /// Quarters of red, lime, blue and white, 64x48.
  private func quarters(_ fit: FootageFit, in size: PictureSize) throws -> Picture {
    let picture = try Footage(path: footage("quarters.mp4")).makeReader(size: size, fit: fit).picture(at: 0)
    #expect(picture.size == size)
    return picture
  }

  @Test func cropFillsAndCutsOffBothSides() throws {
    let picture = try quarters(.crop, in: target)
    #expect(picture.colour(2, 2).distance(to: [255, 0, 0]) < 12)
    #expect(picture.colour(61, 21).distance(to: [255, 255, 255]) < 12)
    // The quarters still meet in the middle.
    #expect(picture.colour(2, 9).distance(to: [255, 0, 0]) < 12)
    #expect(picture.colour(2, 14).distance(to: [0, 0, 255]) < 12)
  }

  @Test func padShowsAllBetweenBars() throws {
    // 64x48 becomes 32x24, with bars of 16 pixels.
    let picture = try quarters(.pad, in: target)
    #expect(picture.colour(15, 12) == black)
    #expect(picture.colour(48, 12) == black)
    #expect(picture.colour(18, 2).distance(to: [255, 0, 0]) < 12)
    #expect(picture.colour(45, 21).distance(to: [255, 255, 255]) < 12)
    let upright = try quarters(.pad, in: PictureSize(width: 31, height: 64))
    #expect(upright.colour(15, 3) == black)
    #expect(upright.colour(3, 25).distance(to: [255, 0, 0]) < 12)
  }

  @Test func stretchDistorts() throws {
    let picture = try quarters(.stretch, in: target)
    #expect(picture.colour(2, 2).distance(to: [255, 0, 0]) < 12)
    #expect(picture.colour(61, 2).distance(to: [0, 255, 0]) < 12)
    #expect(picture.colour(2, 21).distance(to: [0, 0, 255]) < 12)
  }
}
