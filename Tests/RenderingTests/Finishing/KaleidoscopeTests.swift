import Dreaming
import Mapping
import Media
import Testing

@testable import Rendering

@Suite struct KaleidoscopeTests {
  private let clouds = pinkNoise(width: 48, height: 32, seed: 3)

  private func mirrored(_ mirrors: Double, centerX: Double = 0.5, centerY: Double = 0.5) -> Picture {
    var parameters = DreamParameters()
    parameters[.mirror] = mirrors
    (parameters[.centerX], parameters[.centerY]) = (centerX, centerY)
    var frame = FloatFrame(clouds)
    Kaleidoscope(parameters).apply(to: &frame)
    return frame.rounded(to: .eight).picture
  }

  private func pixel(_ picture: Picture, _ x: Int, _ y: Int) -> [UInt8] {
    let index = 3 * (y * picture.width + x)
    return Array(picture.pixels[index..<index + 3])
  }

  @Test func noMirrorChangesNothing() {
    #expect(mirrored(0) == clouds)
  }

  @Test func oneMirrorMakesTheLeftHalfTheRightOne() {
    let picture = mirrored(1)
    for y in 0..<32 {
      for x in 0..<24 {
        #expect(pixel(picture, 24 + x, y) == pixel(clouds, 24 + x, y))
        #expect(pixel(picture, 23 - x, y) == pixel(clouds, 24 + x, y))
      }
    }
  }

  @Test func twoMirrorsMakeFourEqualQuarters() {
    let picture = mirrored(2)
    for y in 0..<16 {
      for x in 0..<24 {
        let source = pixel(clouds, 24 + x, 16 + y)
        #expect(pixel(picture, 24 + x, 16 + y) == source && pixel(picture, 23 - x, 16 + y) == source)
        #expect(pixel(picture, 24 + x, 15 - y) == source && pixel(picture, 23 - x, 15 - y) == source)
      }
    }
  }

  @Test(arguments: [3, 4, 5, 6, 12]) func everyNumberOfMirrorsMakesTheHalvesAlike(mirrors: Double) {
    let picture = mirrored(mirrors)
    for y in 0..<32 {
      for x in 0..<24 {
        let (left, right) = (pixel(picture, 23 - x, y), pixel(picture, 24 + x, y))
        #expect(zip(left, right).allSatisfy { abs(Int($0) - Int($1)) <= 1 })
      }
    }
    #expect(picture != clouds)
  }

  @Test func theMirrorsStandWhereTheCenterIs() {
    let picture = mirrored(1, centerX: 0.75)
    #expect(pixel(picture, 35, 9) == pixel(clouds, 36, 9))
    #expect(pixel(picture, 30, 9) == pixel(clouds, 41, 9))
  }
}
