import Testing

@testable import Dreaming

@Suite struct AscentTests {
  @Test func theShiftIsUndone() {
    let (width, height) = (21, 17)
    let before = FloatPicture.numbered(width: width, height: height)
    let seen = Probe(width: width, height: height)
    let ascent = Ascent(width: width, height: height, objective: seen)
    var generator = SeededGenerator(seed: 3)
    let picture = FloatPicture.numbered(width: width, height: height)
    for _ in 0..<20 {
      ascent.climb(
        picture, by: AscentStep(length: 0, jitter: 50, normalisesBands: false), generator: &generator)
    }
    #expect(picture.array == before.array)
    #expect(Set(seen.firstValues).count > 10, "the objective did see shifted pictures")
  }

  @Test func goesWhereTheGradientPointsInThePicturesOwnPlace() {
    let before = FloatPicture.numbered(width: 40, height: 30).array
    let objective = Brightness(width: 40, height: 30)
    let ascent = Ascent(width: 40, height: 30, objective: objective)
    var generator = SeededGenerator(seed: 5)
    let picture = FloatPicture.numbered(width: 40, height: 30)
    ascent.climb(
      picture, by: AscentStep(length: 2, jitter: 13, normalisesBands: false), generator: &generator)
    // Brightness' gradient at each pixel is the pixel's own value: the step is in proportion to it.
    let mean = before.reduce(0, +) / Float(before.count)
    let expected = before.map { min(255, $0 + 2 * $0 / mean) }
    #expect(distance(picture.array, expected) < 1e-3)
  }

  @Test func theMeanChangeIsTheStepsLength() {
    let picture = FloatPicture(width: 64, height: 40)
    for i in 0..<picture.count { picture.values[i] = 100 + Float(i % 7) }
    let before = picture.array
    let objective = Brightness(width: 64, height: 40)
    var generator = SeededGenerator(seed: 1)
    Ascent(width: 64, height: 40, objective: objective).climb(
      picture, by: AscentStep(length: 1.5, jitter: 8, normalisesBands: true), generator: &generator)
    let change = zip(picture.array, before).map { abs($0 - $1) }.reduce(0, +) / Float(picture.count)
    #expect(abs(change - 1.5) < 1e-3)
  }

  @Test func climbsAndStaysInRange() {
    let picture = FloatPicture.numbered(width: 48, height: 32)
    let ascent = Ascent(width: 48, height: 32, objective: Brightness(width: 48, height: 32))
    var generator = SeededGenerator(seed: 9)
    var values: [Float] = []
    for _ in 0..<100 {
      values.append(
        ascent.climb(
          picture, by: AscentStep(length: 4, jitter: 32, normalisesBands: false), generator: &generator)
      )
    }
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 <= $1 })
    #expect(values[99] > values[0] + 0.5)
    #expect(picture.array.allSatisfy { (0...255).contains($0) })
  }

  @Test func aFlatObjectiveLeavesThePicture() {
    let picture = FloatPicture.numbered(width: 20, height: 20)
    let before = picture.array
    var generator = SeededGenerator(seed: 9)
    for slope in [Float(0), .nan] {
      Ascent(width: 20, height: 20, objective: Slope(count: 3 * 20 * 20, slope)).climb(
        picture, by: AscentStep(length: 4, jitter: 3, normalisesBands: true), generator: &generator)
    }
    #expect(picture.array == before)
  }

  @Test func withoutClippingValuesMayLeaveTheRange() {
    let picture = FloatPicture.numbered(width: 20, height: 20)
    var generator = SeededGenerator(seed: 9)
    Ascent(width: 20, height: 20, objective: Brightness(width: 20, height: 20)).climb(
      picture, by: AscentStep(length: 90, normalisesBands: false, clips: false), generator: &generator)
    #expect(picture.array.contains { $0 > 255 })
  }

  @Test func smoothingTakesNoiseAway() {
    let picture = FloatPicture(width: 32, height: 32)
    var generator = SeededGenerator(seed: 9)
    for i in 0..<picture.count { picture.values[i] = 128 + .random(in: -20...20, using: &generator) }
    func roughness() -> Double {
      (1..<picture.count).reduce(0) { $0 + abs(Double(picture.values[$1] - picture.values[$1 - 1])) }
    }
    let before = roughness()
    let ascent = Ascent(width: 32, height: 32, objective: Slope(count: picture.count, 1e-6))
    for _ in 0..<10 {
      ascent.climb(
        picture, by: AscentStep(length: 1, jitter: 5, normalisesBands: false, smoothing: 1),
        generator: &generator)
    }
    #expect(roughness() < 0.6 * before)
  }
}
