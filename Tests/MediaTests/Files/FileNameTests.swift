import Media
import Testing

@Suite struct FileNameTests {
  @Test func aNameIsWhatFollowsTheFolders() {
    #expect(fileName(of: "music/a.b/song.flac") == "song.flac")
    #expect(fileName(of: "song") == "song")
    #expect(fileName(of: "music/") == "music")
  }

  @Test func anEndingIsWhatFollowsTheLastDot() {
    #expect(fileEnding(of: "a.b/song.live.FLAC") == "flac")
    for path in ["", "song", "a.flac/song", ".flac", "song."] { #expect(fileEnding(of: path) == "") }
  }
}
