import Media
import Testing

@Suite struct ClockTimeTests {
  @Test(arguments: [
    (0, "0:00"), (7.46, "0:07.5"), (59.96, "1:00"), (185, "3:05"), (3723, "1:02:03"), (-1, "0:00"),
  ])
  func readsAsOnAClock(seconds: Double, text: String) {
    #expect(ClockTime(seconds).description == text)
  }

  @Test(arguments: [(0, "0:00"), (7.5, "0:08"), (59.5, "1:00"), (3723, "62:03")])
  func hoursAreMinutesWhereThereIsNoRoom(seconds: Double, text: String) {
    #expect(ClockTime(seconds).minutes == text)
  }

  @Test(arguments: [("90", 90), ("12.5", 12.5), ("1:30", 90), ("1:02:03.5", 3723.5), ("90:00", 5400)])
  func isReadAsPeopleWriteIt(text: String, seconds: Double) {
    #expect(ClockTime(text)?.seconds == seconds)
  }

  @Test(arguments: ["", "x", "-1", "1:60", "1:-1", "1:2:3:4", ":30", "1:", "nan", "inf"])
  func whatIsNoTimeIsRefused(text: String) {
    #expect(ClockTime(text) == nil)
  }
}
