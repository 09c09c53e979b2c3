import Foundation
import Testing

@testable import Dreaming

@Suite struct GaussianBlurTests {
  @Test(arguments: [(31, 23), (5, 40), (40, 5), (3, 2), (1, 1)], [Float(0.5), 2, 7])
  func isTheBellAroundEachPlace(size: (width: Int, height: Int), deviation: Float) {
    let (width, height) = size
    let picture = FloatPicture(width: width, height: height)
    var generator = SeededGenerator(seed: 5)
    for i in 0..<picture.count { picture.values[i] = .random(in: -1...1, using: &generator) }
    let before = picture.array
    GaussianBlur(deviation: deviation).blur(picture.values, planes: 3, width: width, height: height)
    let reach = Int((3 * deviation).rounded(.up))
    let bell = (-reach...reach).map { exp(-Double($0 * $0) / Double(2 * deviation * deviation)) }
    let total = bell.reduce(0, +)
    func blurred(_ colour: Int, _ x: Int, _ y: Int) -> Float {
      var sum = 0.0
      for (row, vertical) in zip(-reach...reach, bell) {
        for (column, horizontal) in zip(-reach...reach, bell) {
          let (u, v) = (min(max(x + column, 0), width - 1), min(max(y + row, 0), height - 1))
          sum += vertical * horizontal * Double(before[(colour * height + v) * width + u])
        }
      }
      return Float(sum / (total * total))
    }
    for (colour, x, y) in [
      (0, 0, 0), (1, width / 2, height / 2), (2, width - 1, height - 1), (0, width - 1, 0),
    ] {
      #expect(abs(picture.array[(colour * height + y) * width + x] - blurred(colour, x, y)) < 1e-5)
    }
  }
}
