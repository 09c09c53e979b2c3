import ArgumentParser
import Dreaming
import Media
import Rendering

/// `reverie curves`
struct Curves: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print every dream parameter of every frame as CSV, exactly as render will use them.")

  @Argument(help: "The song.") var song: String
  @Option(
    help: ArgumentHelp(
      "A built-in mapping ('reverie mappings' lists them) or a file.", valueName: "name|file"))
  var mapping = "default"
  @Option(help: ArgumentHelp("Frames a second.", valueName: "rate")) var fps = FrameRate(24)
  @OptionGroup var hearing: HearingArguments
  @OptionGroup var network: NetworkOptions
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Write to this file instead of standard output.", valueName: "csv"))
  var output: String?

  func validate() throws {
    if let output, isSameFile(song, output) {
      throw ValidationError("\(output) is the song itself; name another file with -o.")
    }
    if let output { try hearing.checkNotOverwritten(by: output) }
  }

  func run() async throws {
    try await reportingFailure {
      if let output { try WorkingFile.checkTarget(output) }
      let mapping = try loadMapping(mapping, for: network.load()) { printError("warning: \($0)") }
      let analysis = try hear(song, options: hearing.options) { printError("warning: \($0)") }
      let score = play(mapping, over: analysis, at: fps) { printError("warning: \($0)") }
      let csv = score.csv()
      if let output {
        try writeWhole(csv, to: output)
      } else {
        printWhole(csv)
      }
    }
  }
}
