import Foundation
import TestSupport

/// The path of a committed file.
func fixture(_ name: String) -> String {
  repositoryRoot.appending(path: "Tests/MediaTests/Fixtures/\(name)").path(percentEncoded: false)
}

func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(fileURLWithPath: path))) }
