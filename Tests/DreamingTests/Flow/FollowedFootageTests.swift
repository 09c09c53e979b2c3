import Media
import Testing

@testable import Dreaming

@Suite struct FollowedFootageTests {
  private let clouds = MovingClouds()

  private func followed(_ frame: Picture, backTo before: Picture) -> FollowedFootage {
    let followed = FollowedFootage(width: frame.width, height: frame.height)
    followed.follow(frame, backTo: before)
    return followed
  }

  @Test func whatMovesIsFoundWhereItWas() {
    let followed = followed(clouds.moved(right: 5, down: -3), backTo: clouds.moved())
    for (x, y) in [(48, 32), (30, 20), (70, 45)] {
      let flow = followed.back.values[y * clouds.width + x]
      #expect(abs(flow.x + 5) < 0.3 && abs(flow.y - 3) < 0.3, "\(flow) at \(x), \(y)")
      #expect(followed.trust[y * clouds.width + x] > 0.9)
    }
  }

  @Test func whatStandsStillIsTrustedEverywhere() {
    let followed = followed(clouds.moved(), backTo: clouds.moved())
    #expect(followed.trustedShare > 0.999)
  }

  @Test func anotherShotIsNotTrusted() {
    let other = MovingClouds(seed: 9).moved()
    #expect(followed(clouds.moved(), backTo: other).trustedShare < 0.2)
  }

  @Test func whatComesIntoViewIsNotTrusted() {
    let followed = followed(clouds.moved(right: 12), backTo: clouds.moved())
    let row = followed.trust + 32 * clouds.width
    #expect(row[2] < 0.2, "at the left border new clouds appear")
    #expect(row[60] > 0.8)
  }

  @Test func whatDisappearsIsNotTrusted() {
    // A bright square on a dark ground is gone in the next frame.
    var with = plain(60, width: 96, height: 64)
    for y in 20..<44 { for x in 30..<60 { for c in 0..<3 { with.pixels[3 * (y * 96 + x) + c] = 220 } } }
    let followed = followed(plain(60, width: 96, height: 64), backTo: with)
    #expect(followed.trust[32 * 96 + 45] < 0.05)
    #expect(followed.trust[5 * 96 + 85] > 0.9)
  }

  @Test func nothingDependsOnWhatWasFollowedBefore() {
    let used = FollowedFootage(width: 96, height: 64)
    used.follow(clouds.moved(right: 2), backTo: clouds.moved())
    used.follow(clouds.moved(right: 4), backTo: clouds.moved(right: 2))
    let new = followed(clouds.moved(right: 4), backTo: clouds.moved(right: 2))
    for index in 0..<96 * 64 {
      #expect(used.back.values[index] == new.back.values[index] && used.trust[index] == new.trust[index])
    }
  }

  @Test func aPictureTooSmallToFollowStands() {
    let followed = followed(plain(9, width: 4, height: 4), backTo: plain(9, width: 4, height: 4))
    #expect((0..<16).allSatisfy { followed.back.values[$0] == .zero })
  }
}
