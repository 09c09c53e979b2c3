import Foundation
import Media
import TestSupport
import Testing

@Suite struct FrameFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func list(_ names: [String]) throws -> FrameFolder {
    for name in names { try folder.write("a picture".utf8, as: name) }
    return try FrameFolder(path: folder.path)
  }

  @Test func numbersInNamesCountAsNumbers() throws {
    let frames = try list([
      "s1_10.png", "s1_9.PNG", "s1_011.jpeg", "s2_1.png", "s1_8.jpg", "notes.txt", ".s.png",
    ])
    #expect(frames.names == ["s1_8.jpg", "s1_9.PNG", "s1_10.png", "s1_011.jpeg", "s2_1.png"])
    #expect(frames.gap == nil)
  }

  @Test func gapsAreCounted() throws {
    let frames = try list(["a0.png", "a1.png", "a4.png", "a5.png", "a7.png"])
    #expect(
      frames.gap
        == "\(folder.path): its numbering leaves out 3 frames, first between a1.png and a4.png; "
        + "the clip goes on without them")
  }

  @Test func oneFrameTwiceIsRefused() throws {
    #expect(
      throws: MediaError(
        folder.path, "holds one frame twice, as a01.png and as a1.jpg; remove one of them")
    ) { try list(["a1.jpg", "a01.png", "a2.png"]) }
  }

  @Test func saysWhatIsWrong() throws {
    #expect(throws: MediaError(folder.path, "holds no PNG or JPEG frames")) { try list(["notes.txt"]) }
    #expect(throws: MediaError("nowhere", "does not exist")) { try FrameFolder(path: "nowhere") }
    let file = folder("notes.txt")
    #expect(throws: MediaError(file, "is a file, not a folder of frames")) { try FrameFolder(path: file) }
  }

  @Test(arguments: [
    "{}", "[]", "frames", #"{"frameRate":"0","start":0,"frames":1,"width":2,"height":2,"bits":8}"#,
    #"{"frameRate":"24","start":-1,"frames":1,"width":2,"height":2,"bits":8}"#,
    #"{"frameRate":"24","start":0,"frames":1,"width":2,"height":2,"bits":10}"#,
  ])
  func notesThatMakeNoSenseAreRefused(json: String) throws {
    let file = try folder.write(json.utf8, as: "frames.json")
    #expect(
      throws: MediaError(
        file, "is not what 'reverie render --frames' writes; delete it, and say with options what it said")
    ) { try FrameNotes(ofFolder: folder.path) }
  }
}
