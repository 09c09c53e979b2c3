import Media
import Testing

@testable import Dreaming

@Suite struct FloatPictureTests {
  @Test func bytesSurviveTheWayThere() {
    let bytes = (0..<3 * 16 * 16).map { UInt8(truncatingIfNeeded: 7 * $0) }
    let picture = Picture(width: 16, height: 16, pixels: bytes)
    #expect(FloatPicture(picture).rounded() == picture)
    #expect(FloatPicture(picture).values[16 * 16] == Float(bytes[1]), "the second plane is green")
  }

  @Test func roundsHalvesUpAndClamps() {
    let picture = FloatPicture(width: 3, height: 1)
    let values: [Float] = [0.5, 1.5, 2.49, -3, 300, 254.5, .nan, .infinity, -.infinity]
    picture.values.update(from: values, count: 9)
    #expect(picture.rounded().pixels == [1, 0, 0, 2, 255, 255, 2, 255, 0])
  }
}
