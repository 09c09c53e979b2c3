import Foundation
import Testing
import TestSupport

@testable import Mapping

/// Documentation/tutorial.md makes mappings that work, and shows what the program says about them.
@Suite struct TutorialTests {
  private static let folder = repositoryRoot.appending(path: "Documentation")

  private func tutorial() throws -> String {
    try String(contentsOf: Self.folder.appendingPathComponent("tutorial.md"), encoding: .utf8)
  }

  /// The steps of `mine.yaml`, each a whole mapping.
  private func steps() throws -> [String] {
    try tutorial().components(separatedBy: "```yaml\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
  }

  @Test func everyStepIsRight() throws {
    let steps = try steps()
    #expect(!steps.isEmpty)
    for step in steps {
      #expect(throws: Never.self, "\(step)") { try Mapping(yaml: step, file: "mine.yaml") }
    }
  }

  @Test func showsWhatIsSaidOfTheFirstAndTheLastStep() throws {
    let tutorial = try tutorial()
    let steps = try steps()
    for step in [steps.first, steps.last] {
      let step = try #require(step)
      let said = try "mine.yaml: " + Mapping(yaml: step, file: "mine.yaml").summary
      #expect(tutorial.contains("\n\(said)\n"), "\(said)")
    }
  }

  @Test func showsWhatIsSaidOfMistakes() throws {
    let tutorial = try tutorial()
    let right = try #require(try steps().last)
    let wrong = right.replacingOccurrences(of: "energy, 0.2s", with: "energi, 0.2s")
      .replacingOccurrences(of: "0.25 beats", with: "30deg")
      .replacingOccurrences(of: "zoom:", with: "zom:")
    do throws(MappingErrors) {
      _ = try Mapping(yaml: wrong, file: "mine.yaml")
      Issue.record("No mistake was found.")
    } catch {
      #expect(tutorial.contains("error: \(error.description)\n"), "\(error.description)")
    }
  }

  @Test func itsPicturesAreThere() throws {
    let pictures = try tutorial().components(separatedBy: "](tutorial/").dropFirst()
      .map { $0.components(separatedBy: ")")[0] }
    #expect(!pictures.isEmpty)
    for picture in pictures {
      let path = Self.folder.appendingPathComponent("tutorial/\(picture)").path
      #expect(FileManager.default.fileExists(atPath: path), "\(picture)")
    }
  }
}
