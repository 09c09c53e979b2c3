import ArgumentParser
import AudioAnalysis
import Rendering

/// `reverie analyze`
struct Analyze: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show what is heard in a song: tempo, beats, bands, loudness.")

  @Argument(help: "The song.") var song: String
  @Option(
    help: """
      table: a summary; json: all of it; csv: every signal, a row each 10 ms; beats: seconds and place in the \
      bar; labels: a label track for Audacity.
      """)
  var format = Analysis.Format.table

  func run() async throws {
    let analysis = try await reportingFailure {
      try hear(song) { printError("warning: \($0)") }
    }
    if format == .table { print("\(song)\n") }
    printWhole(analysis.text(as: format))
  }
}

extension Analysis.Format: ExpressibleByArgument {}
