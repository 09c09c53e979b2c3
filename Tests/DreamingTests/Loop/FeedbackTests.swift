import Media
import Testing

@testable import Dreaming

@Suite struct FeedbackTests {
  private let frame = pinkNoise(width: 40, height: 24, seed: 1)
  private let ground = pinkNoise(width: 40, height: 24, seed: 2)

  private func mixed(_ share: Float) -> Picture {
    let picture = FloatPicture(frame)
    Feedback(over: ground, share: share).mix(into: picture)
    return picture.rounded()
  }

  @Test func allOfTheLastFrameOrNothingOfIt() {
    #expect(mixed(1) == frame)
    #expect(mixed(0) == ground)
  }

  @Test func aShareIsWhatIsLeft() {
    let result = mixed(0.75)
    for (index, value) in result.pixels.enumerated() {
      let expected = 0.75 * Double(frame.pixels[index]) + 0.25 * Double(ground.pixels[index])
      #expect(abs(Double(value) - expected) <= 0.51)
    }
  }
}
