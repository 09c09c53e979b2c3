import Media
import Testing

@testable import Dreaming

@Suite struct DetailCarrierTests {
  private let clouds = MovingClouds()

  /// A dream over `footage`: a bright spot of 9 x 9 pixels around a place.
  private func dream(over footage: Picture, spotAt x: Int, _ y: Int) -> Picture {
    var dream = footage
    for row in y - 4...y + 4 {
      for column in x - 4...x + 4 {
        for channel in 0..<3 {
          let index = 3 * (row * footage.width + column) + channel
          dream.pixels[index] = UInt8(min(255, Int(dream.pixels[index]) + 60))
        }
      }
    }
    return dream
  }

  private func carried(
    over footage: Picture, from previous: (footage: Picture, dream: Picture), _ carrying: Carrying
  ) -> Picture {
    let followed = FollowedFootage(width: footage.width, height: footage.height)
    followed.follow(footage, backTo: previous.footage)
    let picture = FloatPicture(width: footage.width, height: footage.height)
    DetailCarrier(width: footage.width, height: footage.height)
      .carry(over: footage, from: previous, along: followed, carrying, into: picture)
    return picture.rounded()
  }

  /// Mean |a - b| around a place, 9 x 9 pixels.
  private func difference(_ a: Picture, _ b: Picture, around x: Int, _ y: Int) -> Double {
    var sum = 0
    for row in y - 4...y + 4 {
      for index in 3 * (row * a.width + x - 4)..<3 * (row * a.width + x + 5) {
        sum += abs(Int(a.pixels[index]) - Int(b.pixels[index]))
      }
    }
    return Double(sum) / (3 * 81)
  }

  @Test func overAStillShotTheDreamStays() {
    let footage = clouds.moved()
    let dream = dream(over: footage, spotAt: 40, 30)
    let next = carried(over: footage, from: (footage, dream), Carrying(strength: 255))
    #expect(difference(next, dream, around: 40, 30) < 1)
  }

  @Test func theDreamMovesWithTheFootage() {
    let (before, now) = (clouds.moved(), clouds.moved(right: 6, down: 4))
    let dream = dream(over: before, spotAt: 40, 30)
    let next = carried(over: now, from: (before, dream), Carrying(strength: 255))
    #expect(difference(next, now, around: 46, 34) > 40, "the spot is where the clouds took it")
    #expect(difference(next, self.dream(over: now, spotAt: 46, 34), around: 46, 34) < 8)
  }

  @Test func zoomMovesTheDreamAndNotTheFootage() {
    let footage = clouds.moved()
    let dream = dream(over: footage, spotAt: 64, 32)
    let next = carried(
      over: footage, from: (footage, dream), Carrying(motion: Motion(zoom: 1.5), strength: 255))
    #expect(difference(next, footage, around: 72, 32) > 30, "16 pixels from the middle became 24")
    #expect(difference(next, footage, around: 20, 12) < 1)
  }

  @Test func feedbackTrustAndStrengthHoldTheDreamDown() {
    let footage = clouds.moved()
    let dream = dream(over: footage, spotAt: 40, 30)
    func left(_ carrying: Carrying) -> Double {
      difference(carried(over: footage, from: (footage, dream), carrying), footage, around: 40, 30)
    }
    let whole = left(Carrying(strength: 255))
    #expect(abs(left(Carrying(feedback: 0.5, strength: 255)) / whole - 0.5) < 0.03)
    #expect(abs(left(Carrying(trust: 0.25, strength: 255)) / whole - 0.25) < 0.03)
    #expect(left(Carrying(trust: 0, strength: 255)) == 0)
    #expect(left(Carrying(strength: 5)) < 0.5 * whole && left(Carrying(strength: 5)) > 0)
    #expect(left(Carrying(strength: 0)) < 1)
  }

  @Test func trustAboveOneSmearsOverWhatComesIntoView() {
    let (before, now) = (plain(60, width: 96, height: 64), clouds.moved())
    let dream = dream(over: before, spotAt: 40, 30)
    let careful = carried(over: now, from: (before, dream), Carrying(strength: 255))
    let smeared = carried(over: now, from: (before, dream), Carrying(trust: 2, strength: 255))
    #expect(difference(careful, now, around: 40, 30) < difference(smeared, now, around: 40, 30) / 3)
  }

  @Test func blendLeavesTheLastPictureWhereItWas() {
    let (before, now) = (clouds.moved(), clouds.moved(right: 6))
    let dream = dream(over: before, spotAt: 40, 30)
    let half = carried(over: now, from: (before, dream), Carrying(trust: 0, blend: 0.5))
    for index in stride(from: 0, to: half.pixels.count, by: 101) {
      let mean = (Double(now.pixels[index]) + Double(dream.pixels[index])) / 2
      #expect(abs(Double(half.pixels[index]) - mean) <= 1)
    }
    #expect(carried(over: now, from: (before, dream), Carrying(trust: 0, blend: 1)) == dream)
  }
}
