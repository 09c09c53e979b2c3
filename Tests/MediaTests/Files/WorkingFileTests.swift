import Foundation
import Media
import TestSupport
import Testing

@Suite struct WorkingFileTests {
  @Test func theTargetStaysAsItWasUntilTheNewFileIsWhole() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old".utf8, as: "a.csv")
    let working = try WorkingFile(for: path)
    try "new".write(toFile: working.workingPath, atomically: false, encoding: .utf8)
    #expect(try bytes(of: path) == Array("old".utf8))
    #expect(try folder.names.count == 2)
    try working.keep()
    #expect(try bytes(of: path) == Array("new".utf8))
    #expect(try folder.names == ["a.csv"])
  }

  @Test func nothingIsLeftOfAFileGivenUp() throws {
    let folder = try TemporaryFolder()
    do {
      _ = try WorkingFile(for: folder("a.csv"))
    }
    #expect(try folder.names == [])
  }

  @Test func aLinkStaysALink() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("old".utf8, as: "a.csv")
    try FileManager.default.createSymbolicLink(atPath: folder("link.csv"), withDestinationPath: path)
    try writeWhole("new", to: folder("link.csv"))
    #expect(try bytes(of: path) == Array("new".utf8))
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder("link.csv")) == path)
  }

  @Test func refusesFoldersAndDevices() throws {
    let folder = try TemporaryFolder()
    #expect(throws: MediaError(folder.path, "is a folder; name a file in it")) {
      try writeWhole("text", to: folder.path)
    }
    #expect(throws: MediaError("/dev/null", "is not a regular file")) {
      try writeWhole("text", to: "/dev/null")
    }
  }
}
