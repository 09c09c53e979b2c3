import Rendering
import Testing

@Suite struct ClockTimeTests {
  @Test(arguments: [
    (0, "0:00"), (7.46, "0:07.5"), (59.96, "1:00"), (185, "3:05"), (3723, "1:02:03"), (-1, "0:00"),
  ])
  func readsAsOnAClock(seconds: Double, text: String) {
    #expect(clockTime(seconds) == text)
  }
}
