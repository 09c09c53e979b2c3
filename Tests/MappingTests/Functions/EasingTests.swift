import Testing

@testable import Mapping

@Suite struct EasingTests {
  @Test(arguments: [
    ("easeIn(0.5)", 0.125), ("easeOut(0.5, quad)", 0.75), ("easeInOut(0.5, expo)", 0.5),
    ("easeInOut(0.25, quad)", 0.125), ("easeIn(2, bounce)", 1), ("easeIn(-1, circ)", 0),
  ])
  func bends(expression: String, expected: Double) throws {
    #expect(try abs(value(expression) - expected) < 1e-12)
  }

  @Test(arguments: Easing.allCases)
  func easingLeadsFrom0To1(easing: Easing) {
    #expect(abs(easing(0)) < 1e-9 && abs(easing(1) - 1) < 1e-9)
    let values = (0...100).map { easing(Double($0) / 100) }
    #expect(values.allSatisfy { ($0 > -0.11 || easing != .back) && $0 < 1 + 1e-9 })
  }
}
