import Foundation
import Media
import Testing

@testable import Dreaming

@Suite struct MotionTests {
  @Test(arguments: [
    ("in", Motion(zoom: 1.02, rotation: 0.004)),
    ("out", Motion(zoom: 0.9, rotation: -0.2)),
    ("aside", Motion(zoom: 1.3, rotation: 0.5, panX: 4.25, panY: -7.5)),
    ("far", Motion(zoom: 0.2, rotation: 1, panX: 100, panY: 50)),
  ])
  func agreesWithPyTorch(name: String, motion: Motion) throws {
    let source = try Fixture("picture_source").picture.rounded()
    let expected = try Fixture("picture_moved_\(name)").values
    #expect(distance(moved(source, motion).array, expected) < 1e-3)
  }

  @Test func standingStillIsTheIdentity() {
    let clouds = pinkNoise(width: 61, height: 35, seed: 1)
    #expect(moved(clouds, Motion()).rounded() == clouds)
    #expect(Motion().isStill && !Motion(panY: 0.5).isStill)
  }

  @Test func movesTheWayItSays() {
    // One bright pixel to the right of the centre.
    var pixels = [UInt8](repeating: 0, count: 3 * 31 * 31)
    for channel in 0..<3 { pixels[3 * (15 * 31 + 21) + channel] = 200 }
    let picture = Picture(width: 31, height: 31, pixels: pixels)
    #expect(brightest(moved(picture, Motion(panX: 3, panY: 5))) == [24, 20], "to the right and down")
    #expect(brightest(moved(picture, Motion(rotation: .pi / 2))) == [15, 9], "anticlockwise: up")
    #expect(brightest(moved(picture, Motion(zoom: 2))) == [27, 15], "away from the centre")
  }

  @Test func theCenterStaysWhereItIs() {
    var pixels = [UInt8](repeating: 0, count: 3 * 31 * 31)
    for channel in 0..<3 { pixels[3 * (7 * 31 + 23) + channel] = 200 }
    let picture = Picture(width: 31, height: 31, pixels: pixels)
    let there = Motion(zoom: 1.5, rotation: 1, centerX: 23.5 / 31, centerY: 7.5 / 31)
    #expect(brightest(moved(picture, there)) == [23, 7])
    #expect(brightest(moved(picture, Motion(zoom: 1.5, rotation: 1))) != [23, 7])
  }

  private func moved(_ picture: Picture, _ motion: Motion) -> FloatPicture {
    let target = FloatPicture(width: picture.width, height: picture.height)
    Mover(width: picture.width, height: picture.height).move(picture, by: motion, into: target)
    return target
  }

  private func brightest(_ picture: FloatPicture) -> [Int] {
    let place = (0..<picture.area).max { picture.values[$0] < picture.values[$1] }!
    return [place % picture.width, place / picture.width]
  }
}
