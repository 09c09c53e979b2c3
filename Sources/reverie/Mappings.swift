import ArgumentParser
import Mapping

/// `reverie mappings`
struct Mappings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the built-in mappings, or print one to start your own from.",
    discussion: "Example:  reverie mappings pulse > mine.yaml")

  @Argument(help: "A built-in mapping to print, or a mapping file to check and print.") var mapping: String?

  func run() async throws {
    try await reportingFailure {
      if let mapping {
        _ = try Mapping.load(mapping)
        printWhole(try Mapping.text(of: mapping))
      } else {
        for name in Mapping.builtInNames {
          let mark = name == Mapping.defaultName ? " (default)" : ""
          print("\((name + mark).padded(to: 18))  \(try Mapping.load(name).description)")
        }
      }
    }
  }
}
