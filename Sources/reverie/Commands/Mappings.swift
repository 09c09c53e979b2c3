import ArgumentParser
import Mapping

/// `reverie mappings`
struct Mappings: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the built-in mappings, print one, check a file, or look up the language.",
    discussion: """
      Examples:
        reverie mappings pulse > mine.yaml
        reverie mappings mine.yaml
        reverie mappings --functions
      """)

  @Argument(
    help: ArgumentHelp("A built-in mapping to print, or a mapping file to check.", valueName: "name|file"),
    completion: .file())
  var mapping: String?
  @Flag(help: "Print every signal and event that expressions can use.") var signals = false
  @Flag(help: "Print every function, operator and unit.") var functions = false
  @Flag(help: "Print every dream parameter with its range.") var parameters = false

  func validate() throws {
    if mapping != nil, signals || functions || parameters {
      throw ValidationError("Give a mapping, or ask for the reference, but not both.")
    }
  }

  func run() async throws {
    try await reportingFailure {
      let wanted: [(isWanted: Bool, reference: LanguageReference)] = [
        (signals, .signals), (functions, .functions), (parameters, .parameters),
      ]
      let references = wanted.filter(\.isWanted).map(\.reference.text)
      if !references.isEmpty {
        printWhole(references.joined(separator: "\n"))
      } else if let mapping {
        let checked = try Mapping.load(mapping)
        if let text = Mapping.builtInText(mapping) {
          printWhole(text)
        } else {
          print("\(mapping): \(checked.summary)")
        }
      } else {
        for name in Mapping.builtInNames {
          let mark = name == Mapping.defaultName ? " (default)" : ""
          print("\((name + mark).padded(to: 18))  \(try Mapping.load(name).description)")
        }
      }
    }
  }
}
