import Testing

@testable import Dreaming

@Suite struct LaplacianNormalisationTests {
  @Test func agreesWithPyTorch() throws {
    let gradient = try Fixture("picture_gradient").picture
    LaplacianNormalisation(width: gradient.width, height: gradient.height).normalise(gradient.values)
    let expected = try Fixture("picture_gradient_equal_bands").values
    #expect(distance(gradient.array, expected) < 2e-5, "values are up to 6")
  }

  @Test func aFaintLargeShapeComesUpBesideStrongTexture() {
    let (width, height) = (64, 48)
    let gradient = FloatPicture(width: width, height: height)
    for i in 0..<gradient.count {
      let (x, y) = (i % width, i / width % height)
      gradient.values[i] = ((x + y) % 2 == 0 ? 1 : -1) + (x < width / 2 ? 0.02 : -0.02)
    }
    LaplacianNormalisation(width: width, height: height).normalise(gradient.values)
    let left = (8..<24).map { gradient.values[20 * width + $0] }.reduce(0, +) / 16
    let texture = abs(gradient.values[20 * width + 10] - gradient.values[20 * width + 11]) / 2
    #expect(left > 0.5 * texture, "before, the shape was a fiftieth of the texture")
  }

  @Test func emptyBandsStayEmpty() {
    let flat = FloatPicture(width: 33, height: 20)
    let normalisation = LaplacianNormalisation(width: 33, height: 20)
    normalisation.normalise(flat.values)
    #expect(flat.array.allSatisfy { $0 == 0 })
    for i in 0..<flat.count { flat.values[i] = 1e-4 }
    normalisation.normalise(flat.values)
    #expect(flat.array.allSatisfy { $0 == 0 }, "a gradient without shape shows no rounding noise")
  }
}
