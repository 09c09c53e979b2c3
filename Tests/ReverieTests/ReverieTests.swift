import Testing

@Suite struct SubcommandTests {
  @Test func anUnknownSubcommandIsRefused() throws { try SongFolder().expectRefusal(of: ["dance"]) }
}
