import Foundation
import Testing

@testable import Dreaming

@Suite struct InstalledNetworksTests {
  @Test func namesAreFilesInTheUsersFolder() throws {
    let data = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    let folder = data.appending(path: "reverie/networks")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: data) }
    for name in ["squeezenet.onnx", "lite2.onnx", "lite2.yaml"] {
      try Data().write(to: folder.appending(path: name))
    }
    let networks = InstalledNetworks(environment: ["XDG_DATA_HOME": data.path()])
    #expect(networks.names == ["lite2", "squeezenet"])
    #expect(try networks.file(for: "lite2").hasSuffix("/reverie/networks/lite2.onnx"))
    #expect(try networks.file(for: "mine.onnx") == "mine.onnx")
    #expect {
      try networks.file(for: "lite3")
    } throws: { error in
      error as? DreamError == .unknownNetwork(name: "lite3", known: ["lite0", "lite2", "squeezenet"])
    }
  }

  @Test func withoutAFolderThereIsTheShippedOne() throws {
    #expect(InstalledNetworks(environment: ["HOME": "/nowhere"]).names.isEmpty)
    #expect(try Network(named: "lite0").isShipped)
    #expect(throws: DreamError.shippedInput) {
      try Network(named: "lite0", input: InputOverrides(colours: .bgr))
    }
  }
}
