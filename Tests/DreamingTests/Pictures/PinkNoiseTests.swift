import Foundation
import Media
import Testing

@testable import Dreaming

@Suite struct PinkNoiseTests {
  @Test func agreesWithNumPy() throws {
    let noise = try Fixture("picture_white").picture
    formClouds(from: noise)
    #expect(distance(noise.array, try Fixture("picture_clouds").values) < 1e-3)
  }

  @Test func isBalancedAndColoured() {
    let statistics = ColourStatistics(of: pinkNoise(width: 512, height: 288, seed: 12))
    for channel in 0..<3 {
      #expect(abs(statistics.mean[channel] - 128) < 3)
      #expect((38...50).contains(statistics.deviation[channel]))
    }
    #expect(statistics.deviation[0] != statistics.deviation[1])
  }

  @Test func theSeedDecides() {
    #expect(pinkNoise(width: 64, height: 36, seed: 1) == pinkNoise(width: 64, height: 36, seed: 1))
    #expect(pinkNoise(width: 64, height: 36, seed: 1) != pinkNoise(width: 64, height: 36, seed: 2))
  }

  @Test(arguments: [(1, 1), (1, 9), (17, 1), (13, 7), (101, 53)])
  func anySizeWillDo(width: Int, height: Int) {
    let clouds = pinkNoise(width: width, height: height, seed: 5)
    #expect(clouds.width == width && clouds.height == height)
    #expect((64...192).contains(clouds.pixels.reduce(0) { $0 + Int($1) } / clouds.pixels.count))
  }

  @Test func manyAtATimeAreTheSame() async {
    let alone = (0..<16).map { pinkNoise(width: 40 + $0, height: 30, seed: 7) }
    let together = await withTaskGroup(of: (Int, Picture).self) { group in
      for i in 0..<16 { group.addTask { (i, pinkNoise(width: 40 + i, height: 30, seed: 7)) } }
      return await group.reduce(into: [Int: Picture]()) { $0[$1.0] = $1.1 }
    }
    for i in 0..<16 { #expect(together[i] == alone[i]) }
  }
}
