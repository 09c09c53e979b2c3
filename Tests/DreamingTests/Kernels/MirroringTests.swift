import Testing

@testable import Dreaming

@Suite struct MirroringTests {
  @Test func endsAreRepeatedOrNot() {
    #expect(
      (-4..<8).map { mirrored($0, in: 3, repeatsEnds: true) } == [2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0, 1])
    #expect(
      (-4..<8).map { mirrored($0, in: 3, repeatsEnds: false) } == [0, 1, 2, 1, 0, 1, 2, 1, 0, 1, 2, 1])
    #expect((-2..<3).allSatisfy { mirrored($0, in: 1, repeatsEnds: false) == 0 })
  }
}
