import TestSupport
import Testing

@testable import Mapping

@Suite struct MappingLoadingTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func filesThatCannotBeMappings() throws {
    func expect(_ path: String, _ reason: String) {
      let error = #expect(throws: MappingErrors.self) { try Mapping.load(path) }
      #expect(error?.description == "\(path): \(reason)")
    }
    expect(folder.path, "is a folder, not a mapping file")
    expect(folder("none.yaml"), "no such file")
    expect(
      "plse",
      "unknown mapping; did you mean 'pulse'? built in are \(Mapping.builtInNames.joined(separator: ", "));"
        + " or name a YAML file")
    expect(try folder.write([0x7A, 0x3A, 0x20, 0xE9, 0x0A], as: "latin.yaml"), "not a text file in UTF-8")
    expect(
      try folder.write([UInt8](repeating: 0, count: 100_000), as: "song.yaml"), "too large for a mapping file"
    )
    #expect(try Mapping.load(folder.write("zoom: 1.5".utf8, as: "good.yaml")).name == "good")
  }

  @Test func isNamedAfterItsFileIfItHasNoName() throws {
    #expect(try Mapping(yaml: "zoom: 1", file: "/a/night.yaml").name == "night")
  }
}
