import Foundation
import Media
import TestSupport
import Testing

@testable import Rendering

@Suite struct EmbeddedSongTests {
  @Test func `a song that browsers play is taken as it is`() throws {
    let song = try PlottedSong()
    let writer = try SoundWriter(path: song.folder("song.ogg"), like: Song(path: song.path))
    try writer.append([Float](repeating: 0.1, count: 44100))
    try writer.finish()
    let bytes = try Data(contentsOf: URL(fileURLWithPath: song.folder("song.ogg")))
    let address = try EmbeddedSong(path: song.folder("song.ogg")).address
    #expect(address == "data:audio/ogg;base64,\(bytes.base64EncodedString())")
  }
}
