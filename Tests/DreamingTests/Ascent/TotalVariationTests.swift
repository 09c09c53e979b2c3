import Testing

@testable import Dreaming

@Suite struct TotalVariationTests {
  private func slope(_ picture: FloatPicture) -> [Float] {
    var slope = [Float](repeating: .nan, count: picture.count)
    slopeOfTotalVariation(picture.values, width: picture.width, height: picture.height, into: &slope)
    return slope
  }

  @Test func aFlatPictureHasNone() {
    let flat = FloatPicture(width: 7, height: 5)
    for i in 0..<flat.count { flat.values[i] = Float(i / flat.area) * 50 }
    #expect(slope(flat).allSatisfy { $0 == 0 })
  }

  @Test(arguments: [(9, 7), (1, 6), (6, 1), (1, 1)])
  func agreesWithFiniteDifferences(width: Int, height: Int) {
    let picture = FloatPicture(width: width, height: height)
    var generator = SeededGenerator(seed: 2)
    for i in 0..<picture.count { picture.values[i] = .random(in: 0...40, using: &generator) }
    func variation() -> Double {
      var sum = 0.0
      for row in 0..<3 * height {
        for x in 0..<width {
          let here = Double(picture.values[row * width + x])
          let right = x + 1 < width ? Double(picture.values[row * width + x + 1]) - here : 0
          let down = (row + 1) % height != 0 ? Double(picture.values[(row + 1) * width + x]) - here : 0
          sum += (right * right + down * down + 16).squareRoot()
        }
      }
      return sum
    }
    let slope = slope(picture)
    let differences = (0..<picture.count).map { index in
      let value = picture.values[index]
      picture.values[index] = value + 0.1
      let above = variation()
      picture.values[index] = value - 0.1
      let below = variation()
      picture.values[index] = value
      return Float((above - below) / 0.2)
    }
    #expect(distance(slope, differences) < 0.01)
    #expect(slope.allSatisfy { abs($0) <= 4 })
  }
}
